namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>A public key that a person registered. It holds nothing secret.</summary>
internal sealed class SshKeyRow
{
    /// <summary><c>SHA256:…</c> of the blob, as OpenSSH prints it. One key is one person's.</summary>
    public required string Fingerprint { get; init; }

    public required string Login { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Type and key as in a <c>.pub</c> file, without the comment.</summary>
    public required string Line { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
