namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>A passkey of one person: the public half of a key that their device keeps. It holds nothing secret.</summary>
internal sealed class PasskeyRow
{
    /// <summary>SHA-256 of the credential's id: one of its length for every authenticator, whose own ids may have a thousand octets.</summary>
    public required string Id { get; init; }

    /// <summary>The canonical login of the person whose it is, who is also the user of the credential.</summary>
    public required string Login { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; set; }

    /// <summary>The authenticator's own name for the credential.</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>COSE_Key (RFC 9052, section 7).</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The greatest signature counter seen. Zero from authenticators that do not count.</summary>
    public long SignCount { get; set; }

    /// <summary>How the browser may reach it, as it said itself; separated by blanks.</summary>
    public required string Transports { get; init; }

    /// <summary>Whether it may leave the device it was made on. A credential never changes in this.</summary>
    public required bool BackupEligible { get; init; }

    /// <summary>Whether its owner's account elsewhere keeps a copy, when it was last seen.</summary>
    public bool BackedUp { get; set; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
