namespace RemoteDev.Cli.Gateway;

/// <summary>A version of the policy, without its texts.</summary>
internal sealed record PolicyVersion(
    long Number, string Sha256, string Author, string? Approver, string? Note, long? Draft, DateTimeOffset SavedAt, bool InForce);
