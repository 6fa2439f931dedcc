using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto.Native;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>The private half of an RSA key. The framework's class promises nothing to threads, hence the lock.</summary>
internal sealed class RsaPrivateKey(RSA key) : SigningKey
{
    private const int NumberLength = RsaPublicKey.MaximumBits / 8;

    private readonly Lock _gate = new();

    public override string Type => KeyAlgorithms.RsaType;

    public override IReadOnlyList<string> Formats => RsaPublicKey.SigningFormats;

    /// <summary>n, e, d, the inverse of q, p, q: the two exponents that the framework wants beside them are worked out.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The private key takes the framework's over and disposes it.")]
    public static RsaPrivateKey? Read(ref SshReader reader)
    {
        if (!reader.TryReadPositive(NumberLength, out var n)
            || !reader.TryReadPositive(NumberLength, out var e)
            || !reader.TryReadPositive(NumberLength, out var d)
            || !reader.TryReadPositive(NumberLength, out var inverseQ)
            || !reader.TryReadPositive(NumberLength, out var p)
            || !reader.TryReadPositive(NumberLength, out var q)
            || n.Length * 8 < RsaPublicKey.MinimumBits || e.IsEmpty || d.IsEmpty || p.Length != (n.Length + 1) / 2 || q.Length != p.Length)
        {
            return null;
        }

        var parameters = new RSAParameters
        {
            Modulus = n.ToArray(),
            Exponent = e.ToArray(),
            D = BigNumber.Pad(d, n.Length),
            P = p.ToArray(),
            Q = q.ToArray(),
            DP = BigNumber.ModuloMinusOne(d, p),
            DQ = BigNumber.ModuloMinusOne(d, q),
            InverseQ = BigNumber.Pad(inverseQ, p.Length),
        };
        try
        {
            return new RsaPrivateKey(RSA.Create(parameters));
        }
        catch (CryptographicException)
        {
            // The framework's only way to say that the numbers make no key.
            return null;
        }
        finally
        {
            Wipe(parameters);
        }
    }

    public override byte[] PublicFields()
    {
        lock (_gate)
        {
            var parameters = key.ExportParameters(includePrivateParameters: false);
            using var writer = SshWriter.Blob(capacity: 1024);
            writer.WritePositive(parameters.Exponent);
            writer.WritePositive(parameters.Modulus);
            return writer.ToArray();
        }
    }

    public override byte[] PrivateFields()
    {
        lock (_gate)
        {
            var parameters = key.ExportParameters(includePrivateParameters: true);
            using var writer = SshWriter.Blob(capacity: 4096);
            writer.WritePositive(parameters.Modulus);
            writer.WritePositive(parameters.Exponent);
            writer.WritePositive(parameters.D);
            writer.WritePositive(parameters.InverseQ);
            writer.WritePositive(parameters.P);
            writer.WritePositive(parameters.Q);
            Wipe(parameters);
            return writer.ToArray();
        }
    }

    public override byte[] SignCore(string format, ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            return key.SignData(data, RsaPublicKey.HashOf(format), RSASignaturePadding.Pkcs1);
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            key.Dispose();
        }
    }

    private static void Wipe(RSAParameters parameters)
    {
        ReadOnlySpan<byte[]?> secrets = [parameters.D, parameters.P, parameters.Q, parameters.DP, parameters.DQ, parameters.InverseQ];
        foreach (var secret in secrets)
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
