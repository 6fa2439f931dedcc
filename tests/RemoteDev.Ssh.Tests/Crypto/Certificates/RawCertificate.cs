using RemoteDev.Ssh.Tests.Crypto.Keys;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Crypto.Certificates;

/// <summary>Writes certificates field by field, also those that no authority would sign. What is not set is sound.</summary>
internal sealed class RawCertificate
{
    public string Type { get; init; } = "ssh-ed25519-cert-v01@openssh.com";

    /// <summary>The fields of the key behind its type.</summary>
    public byte[] Key { get; init; } = TestKeys.Public(TestKeys.Ed25519).Blob[15..].ToArray();

    public ulong Serial { get; init; } = 7;

    public uint Kind { get; init; } = 1;

    public byte[] KeyId { get; init; } = "somebody"u8.ToArray();

    public byte[] Principals { get; init; } = Blobs.Of("alice");

    public ulong ValidAfter { get; init; } = 1_000;

    public ulong ValidBefore { get; init; } = 2_000;

    public byte[] CriticalOptions { get; init; } = [];

    public byte[] Extensions { get; init; } = [];

    /// <summary>The authority's key as the certificate names it; by default that which signs.</summary>
    public byte[]? SignatureKey { get; init; }

    /// <summary>The signature; by default the authority's.</summary>
    public Func<byte[], byte[]>? Signature { get; init; }

    public byte[] Write(ISshSigner authority)
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Type);
        writer.WriteString(new byte[32]);
        writer.WriteOctets(Key);
        writer.WriteUInt64(Serial);
        writer.WriteUInt32(Kind);
        writer.WriteString(KeyId);
        writer.WriteString(Principals);
        writer.WriteUInt64(ValidAfter);
        writer.WriteUInt64(ValidBefore);
        writer.WriteString(CriticalOptions);
        writer.WriteString(Extensions);
        writer.WriteString([]);
        writer.WriteString(SignatureKey ?? authority.PublicBlob.Span);
        var signed = writer.ToArray();
        writer.WriteString(Signature?.Invoke(signed) ?? authority.Sign(authority.Algorithms[0], signed));
        return writer.ToArray();
    }
}
