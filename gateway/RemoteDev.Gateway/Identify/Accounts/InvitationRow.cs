namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>An invitation nobody has accepted yet; accepting it deletes it.</summary>
internal sealed class InvitationRow
{
    /// <summary>SHA-256 of the token in the link.</summary>
    public required string Hash { get; init; }

    /// <summary>Whom it lets enrol.</summary>
    public required string Login { get; init; }

    public required string IssuedBy { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
