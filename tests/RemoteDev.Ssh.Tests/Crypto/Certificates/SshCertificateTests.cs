using RemoteDev.Ssh.Tests.Crypto.Keys;

namespace RemoteDev.Ssh.Tests.Crypto.Certificates;

/// <summary>Reading and issuing.</summary>
public sealed class SshCertificateTests : IDisposable
{
    private const string Malformed = "the certificate is malformed";

    private readonly SshPrivateKey _authority = SshPrivateKey.GenerateEd25519();

    public static TheoryData<string> Names => TestKeys.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void RefusesABlobThatIsCutAnywhere_OrGoesOn(string name)
    {
        var blob = SshCertificates.Issue(Request(TestKeys.Public(name)), _authority).Blob.ToArray();
        for (var length = 0; length < blob.Length; length++)
        {
            Blobs.FaultOf(blob[..length]);
        }

        Assert.Equal(Malformed, Blobs.FaultOf([.. blob, 0]));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(3u)]
    [InlineData(uint.MaxValue)]
    public void RefusesOtherKinds(uint kind)
        => Assert.Equal("the certificate is for neither a user nor a host", Blobs.FaultOf(new RawCertificate { Kind = kind }.Write(_authority)));

    [Fact]
    public void RefusesPrincipalsThatAreNone()
    {
        Assert.Equal(Malformed, Blobs.FaultOf(new RawCertificate { Principals = [1] }.Write(_authority)));
        Assert.Equal(Malformed, Blobs.FaultOf(new RawCertificate { Principals = Blobs.Of("alice", "") }.Write(_authority)));
        Assert.Equal(Malformed, Blobs.FaultOf(new RawCertificate { Principals = Blobs.Of("al\0ice") }.Write(_authority)));
        Assert.Equal(Malformed, Blobs.FaultOf(new RawCertificate { Principals = Blobs.Of(new byte[] { 0xff }) }.Write(_authority)));
        Assert.Equal(256, Blobs.Parse(new RawCertificate { Principals = Many(256) }.Write(_authority)).Certificate!.Principals.Count);
        Assert.Equal(Malformed, Blobs.FaultOf(new RawCertificate { Principals = Many(257) }.Write(_authority)));

        static byte[] Many(int count) => Blobs.Of([.. Enumerable.Range(0, count).Select(i => (object)$"p{i}")]);
    }

    [Fact]
    public void RefusesOptionsThatAreNone_OrComeTwice()
    {
        foreach (var options in (byte[][])[
            [1],
            Blobs.Of("permit-pty"),
            Blobs.Of("", ""),
            Blobs.Of("two words", ""),
            Blobs.Of("a,b", ""),
            Blobs.Of("permit-pty", "", "permit-pty", ""),
            Blobs.Of([.. Enumerable.Range(0, 65).SelectMany(i => (object[])[$"o{i}", ""])])])
        {
            Assert.Equal(Malformed, Blobs.FaultOf(new RawCertificate { CriticalOptions = options }.Write(_authority)));
            Assert.Equal(Malformed, Blobs.FaultOf(new RawCertificate { Extensions = options }.Write(_authority)));
        }
    }

    [Fact]
    public void RefusesKeysWithinThatAreRefusedAlone()
    {
        Assert.Equal("the Ed25519 key does not have 32 octets", Blobs.FaultOf(new RawCertificate { Key = Blobs.Of(new byte[31]) }.Write(_authority)));
        Assert.Equal("the RSA key has 1024 bits: 3072 are needed", Blobs.FaultOf(new RawCertificate
        {
            Type = "ssh-rsa-cert-v01@openssh.com",
            Key = Blobs.Of(new byte[] { 3 }, Blobs.Number([.. Enumerable.Repeat((byte)255, 128)])),
        }.Write(_authority)));
        Assert.Equal(Malformed, Blobs.FaultOf(new RawCertificate { KeyId = [0xff] }.Write(_authority)));
    }

    [Fact]
    public void RefusesAuthoritiesThatAreRefusedAlone()
    {
        Assert.Equal("the key of the certificate's authority is refused: this is no SSH key", Blobs.FaultOf(new RawCertificate { SignatureKey = [] }.Write(_authority)));
        Assert.Equal("the key of the certificate's authority is refused: DSA keys are too weak: they are refused", Blobs.FaultOf(new RawCertificate { SignatureKey = Blobs.Of("ssh-dss") }.Write(_authority)));
        Assert.Equal("the key of the certificate's authority is refused: the Ed25519 key does not have 32 octets", Blobs.FaultOf(new RawCertificate { SignatureKey = Blobs.Of("ssh-ed25519", new byte[33]) }.Write(_authority)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ASignerShowsItsCertificate_AndSignsWithItsKey(string name)
    {
        using var key = TestKeys.Private(name);
        var certificate = SshCertificates.Issue(Request(key.PublicKey), _authority);
        var signer = new SshCertificateSigner(certificate, key);
        Assert.Equal(certificate.Blob, signer.PublicBlob);
        Assert.Equal(certificate.Algorithms, signer.Algorithms);
        Assert.EndsWith("-cert-v01@openssh.com", certificate.Type, StringComparison.Ordinal);
        for (var i = 0; i < signer.Algorithms.Count; i++)
        {
            var signature = signer.Sign(signer.Algorithms[i], "data"u8);
            Assert.True(certificate.Verify(signer.Algorithms[i], "data"u8, signature));
            Assert.True(key.PublicKey.Verify(key.Algorithms[i], "data"u8, signature));

            // The signature is the plain key's, so each name goes only with its own kind of blob.
            Assert.False(certificate.Verify(key.Algorithms[i], "data"u8, signature));
            Assert.False(key.PublicKey.Verify(signer.Algorithms[i], "data"u8, signature));
        }

        Assert.Throws<ArgumentException>(() => signer.Sign(key.Algorithms[0], "data"u8));
        Assert.Throws<ArgumentException>(() => new SshCertificateSigner(certificate, _authority));
        Assert.Throws<ArgumentException>(() => new SshCertificateSigner(key.PublicKey, key));
    }

    [Fact]
    public void AnRsaCertificateHasAName_ThatIsNoAlgorithm()
    {
        var certificate = SshCertificates.Issue(Request(TestKeys.Public(TestKeys.Rsa)), _authority);
        Assert.Equal("ssh-rsa-cert-v01@openssh.com", certificate.Type);
        Assert.Equal(["rsa-sha2-512-cert-v01@openssh.com", "rsa-sha2-256-cert-v01@openssh.com"], certificate.Algorithms);
    }

    [Fact]
    public void ACertificateOfASecurityKey_DemandsWhatTheKeyDemands()
    {
        var key = Blobs.Parse(Blobs.Of("sk-ssh-ed25519@openssh.com", TestKeys.Public(TestKeys.Ed25519).Blob[19..].ToArray(), "ssh:"));
        var certificate = SshCertificates.Issue(Request(key), _authority);
        Assert.Equal("sk-ssh-ed25519-cert-v01@openssh.com", certificate.Type);
        Assert.Equal(["sk-ssh-ed25519-cert-v01@openssh.com"], certificate.Algorithms);
        Assert.True(certificate.IsSecurityKey);
        Assert.Equal("ssh:", certificate.Application);

        using var keygen = new SshKeygen();
        keygen.Write("cert.pub", certificate.ToLine());
        Assert.Contains("sk-ssh-ed25519-cert-v01@openssh.com user certificate", keygen.Run("-L", "-f", "cert.pub"), StringComparison.Ordinal);
    }

    [Fact]
    public void NoTwoCertificatesAreAlike()
    {
        var request = Request(TestKeys.Public(TestKeys.P256));
        Assert.NotEqual(SshCertificates.Issue(request, _authority), SshCertificates.Issue(request, _authority));
    }

    [Fact]
    public void IssuesNoneThatWouldMeanTooMuch()
    {
        var sound = Request(TestKeys.Public(TestKeys.P256));
        SshCertificates.Issue(sound, _authority);
        Refuses(sound with { Principals = [] });
        Refuses(sound with { Principals = ["alice", ""] });
        Refuses(sound with { Principals = ["al\0ice"] });
        Refuses(sound with { Kind = SshCertificateKind.None });
        Refuses(sound with { ValidBefore = sound.ValidAfter });
        Refuses(sound with { ValidBefore = sound.ValidAfter.AddMilliseconds(900) });
        Refuses(sound with { CriticalOptions = [SshCertificateOption.Flag("two words")] });
        Refuses(sound with { Extensions = [SshCertificateOption.Flag("permit-pty"), SshCertificateOption.Flag("permit-pty")] });
        Refuses(sound with { KeyId = new string('x', 20_000) });

        void Refuses(CertificateRequest request) => Assert.Throws<ArgumentException>(() => SshCertificates.Issue(request, _authority));
    }

    public void Dispose() => _authority.Dispose();

    private static CertificateRequest Request(SshPublicKey key) => new()
    {
        Key = key,
        Kind = SshCertificateKind.User,
        KeyId = "alice",
        Principals = ["alice"],
        ValidAfter = DateTimeOffset.UnixEpoch,
        ValidBefore = DateTimeOffset.MaxValue,
    };
}
