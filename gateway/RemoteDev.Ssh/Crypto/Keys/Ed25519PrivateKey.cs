using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto.Native;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>The private half of ssh-ed25519: 32 octets, which libcrypto keeps.</summary>
internal sealed class Ed25519PrivateKey(ReadOnlySpan<byte> seed) : SigningKey
{
    private const int SeedLength = 32;

    private readonly AsymmetricKey _key = LibCrypto.Demand(LibCrypto.NewPrivateKey(LibCrypto.Ed25519, 0, seed, SeedLength));

    public override string Type => KeyAlgorithms.Ed25519;

    public static Ed25519PrivateKey Generate()
    {
        Span<byte> seed = stackalloc byte[SeedLength];
        RandomNumberGenerator.Fill(seed);
        var key = new Ed25519PrivateKey(seed);
        CryptographicOperations.ZeroMemory(seed);
        return key;
    }

    /// <summary>The public key, then the private one with the public one behind it again.</summary>
    public static Ed25519PrivateKey? Read(ref SshReader reader)
        => reader.TryReadString(Ed25519PublicKey.Length, out var point)
            && reader.TryReadString(SeedLength + Ed25519PublicKey.Length, out var both)
            && both.Length == SeedLength + Ed25519PublicKey.Length
            && both[SeedLength..].SequenceEqual(point)
                ? new Ed25519PrivateKey(both[..SeedLength])
                : null;

    public override byte[] PublicFields()
    {
        using var writer = SshWriter.Blob(capacity: 64);
        writer.WriteString(Point());
        return writer.ToArray();
    }

    public override byte[] PrivateFields()
    {
        Span<byte> both = stackalloc byte[SeedLength + Ed25519PublicKey.Length];
        nuint length = SeedLength;
        LibCrypto.Demand(LibCrypto.GetPrivateKey(_key, both, ref length));
        var point = Point();
        point.CopyTo(both[SeedLength..]);

        using var writer = SshWriter.Blob();
        writer.WriteString(point);
        writer.WriteString(both);
        CryptographicOperations.ZeroMemory(both);
        return writer.ToArray();
    }

    public override byte[] SignCore(string format, ReadOnlySpan<byte> data)
    {
        var signature = new byte[Ed25519PublicKey.SignatureLength];
        nuint length = Ed25519PublicKey.SignatureLength;
        using var context = LibCrypto.Demand(LibCrypto.NewSignatureContext());
        LibCrypto.Demand(LibCrypto.InitSign(context, 0, 0, 0, _key));
        LibCrypto.Demand(LibCrypto.Sign(context, signature, ref length, data, (nuint)data.Length));
        return signature;
    }

    protected override void Dispose(bool disposing) => _key.Dispose();

    private byte[] Point()
    {
        var point = new byte[Ed25519PublicKey.Length];
        nuint length = Ed25519PublicKey.Length;
        LibCrypto.Demand(LibCrypto.GetPublicKey(_key, point, ref length));
        return point;
    }
}
