namespace RemoteDev.Cli.Gateway;

/// <summary>A reset of an account that waits for an administrator.</summary>
internal sealed record Reset(string Id, string Login, string State, string? Word, bool KnowsPassword, string? StartedBy, string Reason, DateTimeOffset ExpiresAt);
