namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>How long the columns of <see cref="AccountContext"/> are, in characters; the migration says the same.</summary>
internal static class ColumnLength
{
    /// <summary>SHA-256 as base64url.</summary>
    public const int Hash = 43;

    public const int PasswordHash = 256;

    public const int Stamp = 64;

    public const int ProtectedSecret = 1024;
}
