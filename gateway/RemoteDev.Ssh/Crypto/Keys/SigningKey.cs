using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>What one type of private key knows. Threads may share it; disposing wipes it.</summary>
internal abstract class SigningKey : IDisposable
{
    /// <summary>The type that stands first in its public blob.</summary>
    public abstract string Type { get; }

    /// <summary>The formats that it signs in, best first.</summary>
    public virtual IReadOnlyList<string> Formats => [Type];

    /// <summary>The fields of its public blob, behind the type.</summary>
    public abstract byte[] PublicFields();

    /// <summary>The fields of its private form in a file, behind the type. The caller wipes them.</summary>
    public abstract byte[] PrivateFields();

    /// <summary>What stands behind the format's name in a signature blob, without its length.</summary>
    public abstract byte[] SignCore(string format, ReadOnlySpan<byte> data);

    /// <summary>Reads the fields of the private form; null when they make no key.</summary>
    public static SigningKey? Read(string type, ref SshReader reader) => type switch
    {
        KeyAlgorithms.Ed25519 => Ed25519PrivateKey.Read(ref reader),
        KeyAlgorithms.EcdsaP256 or KeyAlgorithms.EcdsaP384 or KeyAlgorithms.EcdsaP521
            => EcdsaPrivateKey.Read(EllipticCurve.OfKeyType(type), ref reader),
        KeyAlgorithms.RsaType => RsaPrivateKey.Read(ref reader),
        _ => null,
    };

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
