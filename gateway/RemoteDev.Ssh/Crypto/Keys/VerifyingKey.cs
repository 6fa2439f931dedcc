using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>
/// What one type of public key knows: its fields, and how its signatures are checked. Made only from fields that were found sound.
/// </summary>
internal abstract class VerifyingKey
{
    /// <summary>The type that stands first in its blob.</summary>
    public abstract string Type { get; }

    /// <summary>The signature formats that count, best first.</summary>
    public virtual IReadOnlyList<string> Formats => [Type];

    /// <summary>The application that a security key made it for; null for other keys.</summary>
    public virtual string? Application => null;

    /// <summary>Reads the fields behind the type. The fault is for a person.</summary>
    public static VerifyingKey? Read(string type, ref SshReader reader, out string fault)
    {
        fault = string.Empty;
        switch (type)
        {
            case KeyAlgorithms.Ed25519:
                return Ed25519PublicKey.Read(ref reader, ref fault);
            case KeyAlgorithms.EcdsaP256 or KeyAlgorithms.EcdsaP384 or KeyAlgorithms.EcdsaP521:
                return EcdsaPublicKey.Read(EllipticCurve.OfKeyType(type), ref reader, ref fault);
            case KeyAlgorithms.RsaType:
                return RsaPublicKey.Read(ref reader, ref fault);
            case KeyAlgorithms.SkEd25519:
                return SecurityKey.Read(type, Ed25519PublicKey.Read(ref reader, ref fault), ref reader, ref fault);
            case KeyAlgorithms.SkEcdsaP256:
                return SecurityKey.Read(type, EcdsaPublicKey.Read(EllipticCurve.P256, ref reader, ref fault), ref reader, ref fault);
            default:
                fault = type == "ssh-dss" ? "DSA keys are too weak: they are refused" : "this type of key is not known";
                return null;
        }
    }

    /// <summary>Checks what follows the format's name in a signature blob, to its end.</summary>
    /// <param name="use">What the security key says about itself; null for other keys.</param>
    public virtual bool Verify(string format, ReadOnlySpan<byte> data, SshReader rest, out SecurityKeyUse? use)
    {
        use = null;
        return rest.TryReadString(SshLimits.KeyBlob, out var signature) && rest.AtEnd && VerifyCore(format, data, signature);
    }

    /// <summary>Checks the signature itself.</summary>
    public abstract bool VerifyCore(string format, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);
}
