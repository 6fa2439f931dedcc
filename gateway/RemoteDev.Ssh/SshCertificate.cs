namespace RemoteDev.Ssh;

/// <summary>
/// What an OpenSSH certificate says (PROTOCOL.certkeys). It is only a claim: nothing here was checked, not even the signature, before
/// <c>CertificateCheck</c> has found nothing wrong.
/// </summary>
public sealed record SshCertificate
{
    /// <summary>The number that the authority gave it; zero if it gave none.</summary>
    public required ulong Serial { get; init; }

    /// <summary>Whom it vouches for.</summary>
    public required SshCertificateKind Kind { get; init; }

    /// <summary>What the authority calls the holder, for logs. Any text: escape it.</summary>
    public required string KeyId { get; init; }

    /// <summary>The user or host names. None means nobody here, though the format means everybody by it.</summary>
    public required IReadOnlyList<string> Principals { get; init; }

    /// <summary>From when it holds.</summary>
    public required DateTimeOffset ValidAfter { get; init; }

    /// <summary>From when it no longer holds; <see cref="DateTimeOffset.MaxValue"/> for one that never expires.</summary>
    public required DateTimeOffset ValidBefore { get; init; }

    /// <summary>What must be obeyed: who does not know one refuses the certificate. Names do not repeat.</summary>
    public required IReadOnlyList<SshCertificateOption> CriticalOptions { get; init; }

    /// <summary>What may be obeyed. Names do not repeat.</summary>
    public required IReadOnlyList<SshCertificateOption> Extensions { get; init; }

    /// <summary>The key that it is for.</summary>
    public required SshPublicKey Key { get; init; }

    /// <summary>The authority's key, as the certificate names it; never a certificate itself.</summary>
    public required SshPublicKey SignatureKey { get; init; }

    /// <summary>The part that is signed.</summary>
    internal ReadOnlyMemory<byte> Signed { get; init; }

    /// <summary>The signature blob.</summary>
    internal ReadOnlyMemory<byte> Signature { get; init; }
}
