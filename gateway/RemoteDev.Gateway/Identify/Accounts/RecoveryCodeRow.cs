namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>A recovery code that was not used yet; using it deletes it.</summary>
internal sealed class RecoveryCodeRow
{
    public required string Login { get; init; }

    /// <summary>SHA-256 of login and code. The code has 80 random bits, so a slow hash would add nothing.</summary>
    public required string Hash { get; init; }
}
