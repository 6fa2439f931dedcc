using System.Diagnostics;
using System.Security.Cryptography;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>What the gateway proves itself with to one provider: a secret or a private key, never both. Prints as <c>&lt;secret&gt;</c>.</summary>
[DebuggerDisplay("<secret>")]
internal sealed class ClientProof : IDisposable
{
    private const int MaxFile = 64 << 10;
    private const int LeastRsaBits = 2048;
    private const int MaxSecret = 1024;

    private ClientProof(string? secret, AsymmetricAlgorithm? key) => (Secret, Key) = (secret, key);

    public string? Secret { get; }

    /// <summary>RSA or ECDSA.</summary>
    public AsymmetricAlgorithm? Key { get; }

    /// <summary>Reads what the options name.</summary>
    /// <exception cref="InvalidDataException">It can be read and is not usable; the message says why and shows nothing of it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ClientProof Read(OpenIdProviderOptions options)
    {
        if (options.ClientKeyFile.Length > 0)
        {
            var pem = Text(options.ClientKeyFile);
#pragma warning disable CA2000 // the proof owns its key
            return new ClientProof(null, ReadKey(pem));
#pragma warning restore CA2000
        }

        var secret = options.ClientSecretFile.Length > 0 ? Text(options.ClientSecretFile).Split('\n')[0].TrimEnd('\r') : options.ClientSecret;
        return secret.Length is > 0 and <= MaxSecret
            ? new ClientProof(secret, null)
            : throw new InvalidDataException($"has no secret in its first line, or one of more than {MaxSecret} characters.");
    }

    public void Dispose() => Key?.Dispose();

    public override string ToString() => "<secret>";

    private static string Text(string path) =>
        new FileInfo(path) is { Exists: true, Length: <= MaxFile } ? File.ReadAllText(path) : throw new InvalidDataException("there is no such file, or it is too large.");

    private static AsymmetricAlgorithm ReadKey(string pem)
    {
        if (!pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new InvalidDataException("holds no private key in PEM.");
        }

        if (pem.Contains("EC PRIVATE KEY", StringComparison.Ordinal))
        {
            return Import(ECDsa.Create(), pem);
        }

        try
        {
            var rsa = Import(RSA.Create(), pem);
            if (rsa.KeySize >= LeastRsaBits)
            {
                return rsa;
            }

            var bits = rsa.KeySize;
            rsa.Dispose();
            throw new InvalidDataException($"is an RSA key of {bits} bits; {LeastRsaBits} is the least.");
        }
        catch (CryptographicException)
        {
            // PKCS #8 does not say in its label what it holds.
            return Import(ECDsa.Create(), pem);
        }
    }

    private static T Import<T>(T key, string pem)
        where T : AsymmetricAlgorithm
    {
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw unreadable is CryptographicException ? unreadable : new InvalidDataException("is not one private key in PEM, without a password.");
        }
    }
}
