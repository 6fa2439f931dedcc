using RemoteDev.Ssh.Crypto.Native;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>ssh-ed25519 (RFC 8709).</summary>
internal sealed class Ed25519PublicKey(byte[] point) : VerifyingKey
{
    public const int Length = 32;
    public const int SignatureLength = 64;

    public override string Type => KeyAlgorithms.Ed25519;

    public static Ed25519PublicKey? Read(ref SshReader reader, ref string fault)
    {
        if (reader.TryReadString(Length, out var point) && point.Length == Length)
        {
            return new Ed25519PublicKey(point.ToArray());
        }

        fault = "the Ed25519 key does not have 32 octets";
        return null;
    }

    public override bool VerifyCore(string format, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
        {
            return false;
        }

        using var key = LibCrypto.Demand(LibCrypto.NewPublicKey(LibCrypto.Ed25519, 0, point, Length));
        using var context = LibCrypto.Demand(LibCrypto.NewSignatureContext());
        LibCrypto.Demand(LibCrypto.InitVerify(context, 0, 0, 0, key));
        if (LibCrypto.Verify(context, signature, SignatureLength, data, (nuint)data.Length) == 1)
        {
            return true;
        }

        LibCrypto.ClearErrors();
        return false;
    }
}
