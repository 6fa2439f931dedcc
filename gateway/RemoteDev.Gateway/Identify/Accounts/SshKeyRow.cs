namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>
/// A public key that is known here: a person's, or that of an environment's connector. One table, so that no key can be both. It holds
/// nothing secret.
/// </summary>
internal sealed class SshKeyRow
{
    /// <summary><c>SHA256:…</c> of the blob, as OpenSSH prints it. One key is one person's, or one environment's.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whose it is; nobody's, the empty name, when it is an environment's.</summary>
    public required string Login { get; init; }

    /// <summary>The environment whose connector it opens for, or null when it is a person's.</summary>
    public string? Environment { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Type and key as in a <c>.pub</c> file, without the comment.</summary>
    public required string Line { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
