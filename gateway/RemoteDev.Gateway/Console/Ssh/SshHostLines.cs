namespace RemoteDev.Gateway.Console.Ssh;

/// <summary>How a person's own ssh recognises the gateway.</summary>
/// <param name="KnownHosts">The line for <c>known_hosts</c>.</param>
/// <param name="HostKey">The fingerprint of the host key, for who goes without it.</param>
internal sealed record SshHostLines(string KnownHosts, string HostKey);
