namespace RemoteDev.Ssh;

/// <summary>What an authority is to vouch for.</summary>
public sealed record CertificateRequest
{
    /// <summary>The key to vouch for; not a certificate.</summary>
    public required SshPublicKey Key { get; init; }

    /// <summary>A user or a host.</summary>
    public required SshCertificateKind Kind { get; init; }

    /// <summary>What logs call the holder.</summary>
    public required string KeyId { get; init; }

    /// <summary>User or host names: at least one, since the format takes none for everybody.</summary>
    public required IReadOnlyList<string> Principals { get; init; }

    /// <summary>From when it holds.</summary>
    public required DateTimeOffset ValidAfter { get; init; }

    /// <summary>From when it no longer holds.</summary>
    public required DateTimeOffset ValidBefore { get; init; }

    /// <summary>A number to find or revoke it by.</summary>
    public ulong Serial { get; init; }

    /// <summary>What a server must obey or refuse.</summary>
    public IReadOnlyList<SshCertificateOption> CriticalOptions { get; init; } = [];

    /// <summary>What a server may obey: "permit-pty", "permit-port-forwarding" and the like.</summary>
    public IReadOnlyList<SshCertificateOption> Extensions { get; init; } = [];
}
