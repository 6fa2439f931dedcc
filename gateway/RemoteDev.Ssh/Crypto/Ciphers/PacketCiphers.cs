using System.Security.Cryptography;

namespace RemoteDev.Ssh.Crypto.Ciphers;

/// <summary>The ways to protect packets that we know, by their names in SSH_MSG_KEXINIT.</summary>
internal static class PacketCiphers
{
    public const string Aes256Gcm = "aes256-gcm@openssh.com";
    public const string Aes128Gcm = "aes128-gcm@openssh.com";
    public const string ChaCha20Poly1305 = "chacha20-poly1305@openssh.com";
    public const string Aes256Ctr = "aes256-ctr";
    public const string HmacSha256Etm = "hmac-sha2-256-etm@openssh.com";
    public const string HmacSha512Etm = "hmac-sha2-512-etm@openssh.com";

    private static readonly CipherSpec[] Specs =
    [
        new(Aes256Gcm, string.Empty, 32, AesGcmPackets.IvLength, 0, NeedsStrictExchange: false, (key, iv, _) => new AesGcmPackets(key, iv)),
        new(Aes128Gcm, string.Empty, 16, AesGcmPackets.IvLength, 0, NeedsStrictExchange: false, (key, iv, _) => new AesGcmPackets(key, iv)),
        new(
            ChaCha20Poly1305, string.Empty, ChaChaPackets.KeyLength, 0, 0, NeedsStrictExchange: true,
            (key, _, _) => new ChaChaPackets(key)),
        new(
            Aes256Ctr, HmacSha256Etm, 32, 16, 32, NeedsStrictExchange: false,
            (key, iv, mac) => new AesCtrEtmPackets(key, iv, HashAlgorithmName.SHA256, mac)),
        new(
            Aes256Ctr, HmacSha512Etm, 32, 16, 64, NeedsStrictExchange: false,
            (key, iv, mac) => new AesCtrEtmPackets(key, iv, HashAlgorithmName.SHA512, mac)),
    ];

    /// <summary>Those that every connection may use, best first. Each is an AEAD: no MAC is negotiated beside it.</summary>
    public static IReadOnlyList<string> Names { get; } = [Aes256Gcm, Aes128Gcm, ChaCha20Poly1305];

    /// <summary>For old clients, only where the operator says so; needs one of <see cref="OptInMacs"/>.</summary>
    public static IReadOnlyList<string> OptInNames { get; } = [Aes256Ctr];

    /// <summary>The MACs beside <see cref="OptInNames"/>, best first; encrypt-then-MAC all of them.</summary>
    public static IReadOnlyList<string> OptInMacs { get; } = [HmacSha256Etm, HmacSha512Etm];

    /// <summary>
    /// Whether the name is of a cipher that brings its own authentication, so that the negotiated MAC counts for nothing.
    /// </summary>
    public static bool IsAead(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>The cipher with this name, with this MAC if it needs one; null for what we do not know.</summary>
    public static CipherSpec? Find(string name, string mac = "")
        => Array.Find(Specs, spec => spec.Name == name && (spec.Mac.Length == 0 || spec.Mac == mac));
}
