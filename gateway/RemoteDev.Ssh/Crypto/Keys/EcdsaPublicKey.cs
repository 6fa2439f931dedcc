using System.Security.Cryptography;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>ecdsa-sha2-nistp256, 384 and 521 (RFC 5656 section 3.1).</summary>
internal sealed class EcdsaPublicKey(EllipticCurve curve, byte[] point) : VerifyingKey
{
    public override string Type => curve.KeyType;

    public static EcdsaPublicKey? Read(EllipticCurve curve, ref SshReader reader, ref string fault)
    {
        if (!reader.TryReadName(out var identifier) || identifier != curve.Identifier)
        {
            fault = "the ECDSA key names another curve than its type does";
            return null;
        }

        if (reader.TryReadString(curve.PointLength, out var point))
        {
            using var onCurve = curve.Import(point);
            if (onCurve is not null)
            {
                return new EcdsaPublicKey(curve, point.ToArray());
            }
        }

        fault = "the ECDSA key is not a point of its curve";
        return null;
    }

    public override bool VerifyCore(string format, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var reader = new SshReader(signature);
        if (!reader.TryReadPositive(curve.FieldLength, out var r) || !reader.TryReadPositive(curve.FieldLength, out var s) || !reader.AtEnd)
        {
            return false;
        }

        Span<byte> both = stackalloc byte[2 * curve.FieldLength];
        both.Clear();
        r.CopyTo(both[(curve.FieldLength - r.Length)..]);
        s.CopyTo(both[(both.Length - s.Length)..]);
        using var key = curve.Import(point) ?? throw new InvalidOperationException("a point that was on the curve no longer is");
        return key.VerifyData(data, both, curve.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
