namespace RemoteDev.Cli.Gateway;

/// <summary>The gateway's public keys by SSH.</summary>
internal sealed record SshAuthorities(string Target, string Host, string HostKey, string? KnownHosts);
