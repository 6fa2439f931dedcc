using System.Security.Cryptography;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>A curve of RFC 5656 section 10.1, with the hash that goes with its size (section 6.2.1).</summary>
/// <param name="KeyType">The type of its keys.</param>
/// <param name="Identifier">Its name inside of key blobs.</param>
/// <param name="FieldLength">Octets of a coordinate and of each half of a signature.</param>
internal sealed record EllipticCurve(string KeyType, string Identifier, int FieldLength, ECCurve Curve, HashAlgorithmName Hash)
{
    public static readonly EllipticCurve P256 =
        new(KeyAlgorithms.EcdsaP256, "nistp256", 32, ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256);

    public static readonly EllipticCurve P384 =
        new(KeyAlgorithms.EcdsaP384, "nistp384", 48, ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384);

    public static readonly EllipticCurve P521 =
        new(KeyAlgorithms.EcdsaP521, "nistp521", 66, ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512);

    /// <summary>Octets of a point: the mark of an uncompressed one and two coordinates.</summary>
    public int PointLength => 1 + (2 * FieldLength);

    public static EllipticCurve OfKeyType(string keyType) => keyType switch
    {
        KeyAlgorithms.EcdsaP256 => P256,
        KeyAlgorithms.EcdsaP384 => P384,
        KeyAlgorithms.EcdsaP521 => P521,
        _ => throw new ArgumentOutOfRangeException(nameof(keyType)),
    };

    /// <summary>The key with this point, which must have been written uncompressed; null for a point that is not on the curve.</summary>
    public ECDsa? Import(ReadOnlySpan<byte> point, byte[]? privateKey = null)
    {
        if (point.Length != PointLength || point[0] != 4)
        {
            return null;
        }

        var q = new ECPoint { X = point[1..(1 + FieldLength)].ToArray(), Y = point[(1 + FieldLength)..].ToArray() };
        try
        {
            return ECDsa.Create(new ECParameters { Curve = Curve, Q = q, D = privateKey });
        }
        catch (CryptographicException)
        {
            // The framework's only way to say that a point is not on the curve, or not that of the private key.
            return null;
        }
    }
}
