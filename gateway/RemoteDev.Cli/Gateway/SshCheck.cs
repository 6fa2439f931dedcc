namespace RemoteDev.Cli.Gateway;

/// <summary>Whether the gateway got into an environment by SSH.</summary>
internal sealed record SshCheck(string Outcome, string? Detail, string? Advice, string? ServerVersion, string? HostKey);
