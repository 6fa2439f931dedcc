using System.Collections.Frozen;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>
/// The names of public key algorithms, and which belong together. ssh-rsa (SHA-1) and ssh-dss are in no list: they are refused.
/// </summary>
internal static class KeyAlgorithms
{
    public const string Ed25519 = "ssh-ed25519";
    public const string EcdsaP256 = "ecdsa-sha2-nistp256";
    public const string EcdsaP384 = "ecdsa-sha2-nistp384";
    public const string EcdsaP521 = "ecdsa-sha2-nistp521";
    public const string RsaSha256 = "rsa-sha2-256";
    public const string RsaSha512 = "rsa-sha2-512";
    public const string SkEd25519 = "sk-ssh-ed25519@openssh.com";
    public const string SkEcdsaP256 = "sk-ecdsa-sha2-nistp256@openssh.com";

    /// <summary>The type of an RSA key, which is no longer the name of an algorithm that it may sign with (RFC 8332).</summary>
    public const string RsaType = "ssh-rsa";

    private const string Vendor = "@openssh.com";
    private const string CertificateMark = "-cert-v01@openssh.com";

    private static readonly FrozenDictionary<string, string> PlainTypes =
        new[] { Ed25519, EcdsaP256, EcdsaP384, EcdsaP521, RsaType, SkEd25519, SkEcdsaP256 }
            .ToFrozenDictionary(CertificateName, StringComparer.Ordinal);

    /// <summary>With what keys may sign, best first.</summary>
    public static IReadOnlyList<string> Plain { get; } =
        [Ed25519, SkEd25519, EcdsaP256, EcdsaP384, EcdsaP521, SkEcdsaP256, RsaSha512, RsaSha256];

    /// <summary>The names under which certificates of such keys are shown, in the same order.</summary>
    public static IReadOnlyList<string> OfCertificates { get; } = [.. Plain.Select(CertificateName)];

    /// <summary>The name of the certificate of a type, or of an algorithm, of plain keys (OpenSSH PROTOCOL.certkeys).</summary>
    public static string CertificateName(string plain)
        => (plain.EndsWith(Vendor, StringComparison.Ordinal) ? plain[..^Vendor.Length] : plain) + CertificateMark;

    /// <summary>The type of the key in a certificate of this type; null for all that is no certificate.</summary>
    public static string? PlainTypeOf(string certificateType) => PlainTypes.GetValueOrDefault(certificateType);
}
