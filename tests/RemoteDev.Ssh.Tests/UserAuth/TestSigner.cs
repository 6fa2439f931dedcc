using System.Security.Cryptography;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.UserAuth;

/// <summary>RSA and ECDSA keys as clients have them, signed for by the framework and not by what is tested.</summary>
internal sealed class TestSigner : ISshSigner
{
    private readonly Func<string, byte[], byte[]> _sign;

    private TestSigner(byte[] blob, IReadOnlyList<string> algorithms, Func<string, byte[], byte[]> sign)
    {
        PublicBlob = blob;
        Algorithms = algorithms;
        _sign = sign;
    }

    public ReadOnlyMemory<byte> PublicBlob { get; }

    public IReadOnlyList<string> Algorithms { get; }

    /// <summary>One key for all tests: it takes long to make.</summary>
    public static TestSigner Rsa { get; } = MakeRsa(3072);

    public static TestSigner MakeRsa(int bits)
    {
        using var key = RSA.Create(bits);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        using var blob = SshWriter.Blob();
        blob.WriteText("ssh-rsa");
        blob.WritePositive(parameters.Exponent!);
        blob.WritePositive(parameters.Modulus!);
        return new TestSigner(blob.ToArray(), ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"], (algorithm, data) =>
        {
            using var rsa = RSA.Create(parameters);
            return rsa.SignData(
                data,
                algorithm switch
                {
                    "rsa-sha2-512" => HashAlgorithmName.SHA512,
                    "rsa-sha2-256" => HashAlgorithmName.SHA256,
                    _ => HashAlgorithmName.SHA1,
                },
                RSASignaturePadding.Pkcs1);
        });
    }

    public static TestSigner EcdsaP256()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        var q = parameters.Q;
        using var blob = SshWriter.Blob();
        blob.WriteText("ecdsa-sha2-nistp256");
        blob.WriteText("nistp256");
        blob.WriteString([4, .. q.X!, .. q.Y!]);
        return new TestSigner(blob.ToArray(), ["ecdsa-sha2-nistp256"], (_, data) =>
        {
            using var ecdsa = ECDsa.Create(parameters);
            var signature = ecdsa.SignData(data, HashAlgorithmName.SHA256);
            using var octets = SshWriter.Blob();
            octets.WritePositive(signature.AsSpan(0, 32));
            octets.WritePositive(signature.AsSpan(32));
            return octets.ToArray();
        });
    }

    public byte[] Sign(string algorithm, ReadOnlySpan<byte> data)
    {
        using var signature = SshWriter.Blob();
        signature.WriteText(algorithm);
        signature.WriteString(_sign(algorithm, data.ToArray()));
        return signature.ToArray();
    }
}
