using System.Numerics;
using System.Security.Cryptography;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>
/// ssh-rsa keys that sign with SHA-2 (RFC 8332): 3072 bits at least, and no more than a server should have to calculate with.
/// </summary>
internal sealed class RsaPublicKey(byte[] modulus, byte[] exponent) : VerifyingKey
{
    public const int MinimumBits = 3072;
    public const int MaximumBits = 8192;
    private const int ExponentLength = 8;

    public override string Type => KeyAlgorithms.RsaType;

    public override IReadOnlyList<string> Formats => SigningFormats;

    public static IReadOnlyList<string> SigningFormats { get; } = [KeyAlgorithms.RsaSha512, KeyAlgorithms.RsaSha256];

    public static RsaPublicKey? Read(ref SshReader reader, ref string fault)
    {
        if (!reader.TryReadPositive(SshLimits.KeyBlob, out var exponent) || !reader.TryReadPositive(SshLimits.KeyBlob, out var modulus))
        {
            fault = "the RSA key is malformed";
            return null;
        }

        fault = FaultOf(exponent, modulus);
        return fault.Length == 0 ? new RsaPublicKey(modulus.ToArray(), exponent.ToArray()) : null;
    }

    /// <summary>The hash of a signature format.</summary>
    public static HashAlgorithmName HashOf(string format)
        => format == KeyAlgorithms.RsaSha512 ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;

    public override bool VerifyCore(string format, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        // RFC 8332 section 3: as long as the modulus, zeros in front included.
        if (signature.Length != modulus.Length)
        {
            return false;
        }

        using var key = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return key.VerifyData(data, signature, HashOf(format), RSASignaturePadding.Pkcs1);
    }

    // With the exponent 1 a message would be its own signature; even numbers make no RSA key.
    private static string FaultOf(ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> modulus)
    {
        var bits = modulus.IsEmpty ? 0 : (modulus.Length * 8) - BitOperations.LeadingZeroCount(modulus[0]) + 24;
        if (bits < MinimumBits)
        {
            return $"the RSA key has {bits} bits: {MinimumBits} are needed";
        }

        if (bits > MaximumBits)
        {
            return $"the RSA key has {bits} bits: no more than {MaximumBits} are accepted";
        }

        var isSound = exponent.Length is > 0 and <= ExponentLength
            && (exponent[^1] & modulus[^1] & 1) == 1
            && !exponent.SequenceEqual((ReadOnlySpan<byte>)[1]);
        return isSound ? string.Empty : "the numbers of the RSA key make no key";
    }
}
