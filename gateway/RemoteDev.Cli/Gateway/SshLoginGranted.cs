namespace RemoteDev.Cli.Gateway;

/// <summary>What a machine gets whose person approved.</summary>
internal sealed record SshLoginGranted(
    string Login, string Certificate, DateTimeOffset ExpiresAt, string Host, int Port, string HostAuthority, IReadOnlyList<string> Environments);
