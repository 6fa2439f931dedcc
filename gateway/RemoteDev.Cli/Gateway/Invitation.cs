namespace RemoteDev.Cli.Gateway;

/// <summary>A one-time enrolment link.</summary>
internal sealed record Invitation(string Link, DateTimeOffset ExpiresAt);
