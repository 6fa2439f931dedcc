using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>
/// The private half of ecdsa-sha2-nistp256, 384 and 521. The framework's class promises nothing to threads, hence the lock.
/// </summary>
internal sealed class EcdsaPrivateKey(EllipticCurve curve, ECDsa key) : SigningKey
{
    private readonly Lock _gate = new();

    public override string Type => curve.KeyType;

    /// <summary>The name of the curve, the point, the number.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The private key takes the framework's over and disposes it.")]
    public static EcdsaPrivateKey? Read(EllipticCurve curve, ref SshReader reader)
    {
        if (!reader.TryReadName(out var identifier)
            || identifier != curve.Identifier
            || !reader.TryReadString(curve.PointLength, out var point)
            || !reader.TryReadPositive(curve.FieldLength, out var number))
        {
            return null;
        }

        var padded = new byte[curve.FieldLength];
        number.CopyTo(padded.AsSpan(padded.Length - number.Length));
        var key = curve.Import(point, padded);
        CryptographicOperations.ZeroMemory(padded);
        return key is null ? null : new EcdsaPrivateKey(curve, key);
    }

    public override byte[] PublicFields()
    {
        lock (_gate)
        {
            return Fields(key.ExportParameters(includePrivateParameters: false));
        }
    }

    public override byte[] PrivateFields()
    {
        lock (_gate)
        {
            var parameters = key.ExportParameters(includePrivateParameters: true);
            var fields = Fields(parameters);
            CryptographicOperations.ZeroMemory(parameters.D);
            return fields;
        }
    }

    public override byte[] SignCore(string format, ReadOnlySpan<byte> data)
    {
        byte[] both;
        lock (_gate)
        {
            both = key.SignData(data, curve.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        using var writer = SshWriter.Blob();
        writer.WritePositive(both.AsSpan(0, curve.FieldLength));
        writer.WritePositive(both.AsSpan(curve.FieldLength));
        return writer.ToArray();
    }

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            key.Dispose();
        }
    }

    private byte[] Fields(ECParameters parameters)
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(curve.Identifier);
        writer.WriteString([4, .. parameters.Q.X!, .. parameters.Q.Y!]);
        if (parameters.D is not null)
        {
            writer.WritePositive(parameters.D);
        }

        return writer.ToArray();
    }
}
