namespace RemoteDev.Gateway.Console.Api;

/// <summary>The gateway's public keys by SSH.</summary>
/// <param name="Target">The line for <c>TrustedUserCAKeys</c> on the machines of environments.</param>
/// <param name="Host">The authority that vouches for the gateway's own host key.</param>
/// <param name="HostKey">The fingerprint of that host key.</param>
/// <param name="KnownHosts">The line for people's <c>known_hosts</c>; null when the gateway has no SSH address.</param>
internal sealed record SshAuthoritiesAnswer(string Target, string Host, string HostKey, string? KnownHosts);
