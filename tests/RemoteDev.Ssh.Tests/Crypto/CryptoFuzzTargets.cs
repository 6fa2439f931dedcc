using System.Net;
using System.Security.Cryptography;
using System.Text;
using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Crypto.Exchange;
using RemoteDev.Ssh.Tests.Crypto.Certificates;
using RemoteDev.Ssh.Tests.Crypto.Keys;
using RemoteDev.Ssh.Tests.Fuzzing;

namespace RemoteDev.Ssh.Tests.Crypto;

/// <summary>Keys, certificates, signatures, files of keys, shares of exchanges and sealed packets.</summary>
internal static class CryptoFuzzTargets
{
    private const uint Sequence = 5;

    private static readonly byte[] Data = "data"u8.ToArray();

    private static readonly SshPrivateKey Authority = SshPrivateKey.GenerateEd25519();

    private static readonly SshPrivateKey[] Signers =
        [.. ((string[])[TestKeys.Ed25519, TestKeys.P256, TestKeys.P384, TestKeys.P521, TestKeys.Rsa]).Select(TestKeys.Private)];

    private static readonly byte[][] Certificates =
    [
        .. Signers.Select(signer => SshCertificates.Issue(Request(signer.PublicKey), Authority).Blob.ToArray()),
        new RawCertificate { CriticalOptions = Blobs.Of("source-address", Blobs.Of("10.0.0.0/8,::1")) }.Write(Authority),
    ];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("key", [.. Signers.Select(signer => signer.PublicBlob.ToArray()), SecurityKey], ReadsKey),
        new("certificate", Certificates, ReadsCertificate),
        new("key-line", [.. Signers.Select(signer => Encoding.UTF8.GetBytes(signer.PublicKey.ToLine("a comment")))], ReadsLine),
        new("private-key", [.. Signers.Select(signer => Encoding.UTF8.GetBytes(signer.WritePem("a comment")))], ReadsPrivateKey),
        new("private-key-octets", [.. Signers.Select(signer => PemOctets(signer.WritePem("a comment")))], octets => ReadsPrivateKey(PemOf(octets))),
        .. Signers.Select(signer => new FuzzTarget(
            $"signature-{signer.Algorithms[0]}",
            [.. signer.Algorithms.Select(algorithm => signer.Sign(algorithm, Data))],
            signature => signer.Algorithms.Any(algorithm => signer.PublicKey.Verify(algorithm, Data, signature)))),
        new("signature-of-a-token", [Blobs.Of("sk-ssh-ed25519@openssh.com", new byte[64], (byte)1, 7u)], VerifiesToken),
        new("source-address", [.. ((string[])["10.0.0.0/8", "::1,10.0.0.1", "2001:db8::/32,10.0.0.1/32"]).Select(Encoding.UTF8.GetBytes)], ReadsAddresses),
        new("share", [Share()], Agrees),
        .. PacketCiphers.Names.Select(name => PacketTarget(PacketCiphers.Find(name)!)),
        .. PacketCiphers.OptInMacs.Select(mac => PacketTarget(PacketCiphers.Find(PacketCiphers.Aes256Ctr, mac)!)),
    ];

    private static byte[] SecurityKey => Blobs.Of("sk-ssh-ed25519@openssh.com", Blobs.Strings(Signers[0].PublicBlob.Span)[1], "ssh:");

    private static CertificateRequest Request(SshPublicKey key) => new()
    {
        Key = key,
        Kind = SshCertificateKind.User,
        KeyId = "alice",
        Principals = ["alice", "bob"],
        ValidAfter = DateTimeOffset.UnixEpoch,
        ValidBefore = DateTimeOffset.MaxValue,
        CriticalOptions = [SshCertificateOption.WithText(SshCertificateOption.SourceAddress, "10.0.0.0/8")],
        Extensions = [SshCertificateOption.Flag("permit-pty")],
    };

    private static bool ReadsKey(byte[] blob)
    {
        var read = SshPublicKey.TryParse(blob, out var key, out var fault);
        Assert.Equal(read, fault.Length == 0);
        if (key is not null)
        {
            Assert.Equal(blob, key.Blob.ToArray());
            Assert.True(SshPublicKey.TryParseLine(key.ToLine(), out var again, out _, out _));
            Assert.Equal(key, again);
            Assert.False(key.Verify(key.Algorithms[0], Data, blob));
        }

        return read;
    }

    /// <summary>Only what the authority signed is good, whatever else can be read.</summary>
    private static bool ReadsCertificate(byte[] blob)
    {
        if (!ReadsKey(blob) || !SshPublicKey.TryParse(blob, out var key, out _) || key.Certificate is null)
        {
            return false;
        }

        var check = new CertificateCheck
        {
            Authorities = [Authority.PublicKey],
            Kind = SshCertificateKind.User,
            Principal = "alice",
            Now = DateTimeOffset.FromUnixTimeSeconds(1_500),
            SourceAddress = IPAddress.Parse("10.0.0.1"),
        };
        var isGood = check.FaultOf(key) is null;
        Assert.Equal(Certificates.Any(sound => sound.AsSpan().SequenceEqual(blob)), isGood);
        return isGood;
    }

    private static bool ReadsLine(byte[] line)
    {
        var read = SshPublicKey.TryParseLine(Encoding.UTF8.GetString(line), out var key, out _, out var fault);
        Assert.Equal(read, fault.Length == 0);
        return key is not null && ReadsKey(key.Blob.ToArray());
    }

    private static bool ReadsPrivateKey(byte[] file)
    {
        var read = SshPrivateKey.TryRead(Encoding.UTF8.GetString(file), out var key, out var fault);
        Assert.Equal(read, fault.Length == 0);
        using (key)
        {
            Assert.True(key is null || key.PublicKey.Verify(key.Algorithms[0], Data, key.Sign(key.Algorithms[0], Data)));
        }

        return read;
    }

    private static byte[] PemOctets(string pem) => Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))));

    private static byte[] PemOf(byte[] octets) => Encoding.ASCII.GetBytes(PemEncoding.WriteString("OPENSSH PRIVATE KEY", octets));

    // Nobody has the private half, so what is accepted is that it was read to its end without harm.
    private static bool VerifiesToken(byte[] signature)
    {
        var key = Blobs.Parse(SecurityKey);
        Assert.False(key.Verify(key.Algorithms[0], Data, signature, out var use));
        Assert.Null(use);
        return true;
    }

    private static bool ReadsAddresses(byte[] list)
    {
        var blob = new RawCertificate { CriticalOptions = Blobs.Of("source-address", Blobs.Of(list)) }.Write(Authority);
        var check = new CertificateCheck
        {
            Authorities = [Authority.PublicKey],
            Kind = SshCertificateKind.User,
            Principal = "alice",
            Now = DateTimeOffset.FromUnixTimeSeconds(1_500),
            SourceAddress = IPAddress.Parse("10.0.0.1"),
        };
        return check.FaultOf(Blobs.Parse(blob)) is null;
    }

    private static byte[] Share()
    {
        using var exchange = new Curve25519KeyExchange();
        return exchange.Start();
    }

    private static bool Agrees(byte[] share)
    {
        using var exchange = new Curve25519KeyExchange();
        var agreed = exchange.TryRespond(share, out _, out var secret);
        Assert.Equal(agreed, secret.Length > 0);
        Assert.False(agreed && share.Length != 32);
        return agreed;
    }

    /// <summary>The transport gives no cipher less than a length and a tag; of what is longer, only what was sealed opens.</summary>
    private static FuzzTarget PacketTarget(CipherSpec spec)
    {
        var key = RandomNumberGenerator.GetBytes(spec.KeyLength);
        var iv = RandomNumberGenerator.GetBytes(spec.IvLength);
        var mac = RandomNumberGenerator.GetBytes(spec.MacKeyLength);
        using var sealing = spec.Create(key, iv, mac);
        var sound = new byte[4 + 64 + sealing.TagLength];
        sound[3] = 64;
        sealing.Seal(Sequence, sound);
        return new FuzzTarget($"packet-{spec.Name}-{spec.Mac}", [sound], packet =>
        {
            using var opening = spec.Create(key, iv, mac);
            if (packet.Length < 4 + opening.TagLength)
            {
                return false;
            }

            opening.ReadLength(Sequence, packet);
            var isSound = packet.AsSpan().SequenceEqual(sound);
            Assert.Equal(isSound, opening.TryOpen(Sequence, packet.ToArray()));
            return isSound;
        });
    }
}
