namespace RemoteDev.Ssh.Tests.UserAuth;

public sealed class PublicKeyTests : IDisposable
{
    private readonly AuthBench _bench = new();
    private readonly SshPrivateKey _authority = SshPrivateKey.GenerateEd25519();
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData("rsa-sha2-512")]
    [InlineData("rsa-sha2-256")]
    public void Verifies_RsaKeys(string algorithm)
    {
        var signer = TestSigner.Rsa;
        Assert.Null(_bench.Offer(signer, algorithm: algorithm));
        Assert.Null(_bench.Sign(signer, algorithm: algorithm));
        Assert.Equal(["alice"], _bench.Succeeded);
    }

    [Fact]
    public void Verifies_EcdsaKeys()
    {
        Assert.Null(_bench.Sign(TestSigner.EcdsaP256()));
        Assert.Equal(["alice"], _bench.Succeeded);
    }

    [Fact]
    public void Verifies_CertificatesOfEd25519Keys()
    {
        var signer = new SshCertificateSigner(Certify(_key.PublicKey), _key);
        Assert.Null(_bench.Offer(signer));
        Assert.Null(_bench.Sign(signer));
        Assert.Equal("alice@session-1", _bench.Authenticator.Proven!.Certificate!.KeyId);
        Assert.Equal(["alice"], _bench.Succeeded);
    }

    [Theory]
    [InlineData("rsa-sha2-512-cert-v01@openssh.com", "rsa-sha2-512")]
    [InlineData("rsa-sha2-256-cert-v01@openssh.com", "rsa-sha2-256")]
    public void Verifies_CertificatesOfRsaKeys(string algorithm, string signWith)
    {
        var signer = TestSigner.Rsa;
        Assert.True(SshPublicKey.TryParse(signer.PublicBlob.Span, out var key, out _));
        Assert.Null(_bench.Receive(_bench.Signed(signer, algorithm: algorithm, blob: Certify(key).Blob, signWith: signWith)));
        Assert.Equal(["alice"], _bench.Succeeded);
    }

    [Fact]
    public void Refuses_ACertificateUnderTheNameOfAPlainKey_AndTheOtherWayRound()
    {
        var certificate = Certify(_key.PublicKey);
        Assert.Null(_bench.Receive(_bench.Signed(_key, blob: certificate.Blob)));
        Assert.Null(_bench.Receive(_bench.Signed(_key, algorithm: certificate.Type, signWith: "ssh-ed25519")));
        Assert.Empty(_bench.Authenticator.Asked);
        Assert.Empty(_bench.Succeeded);
    }

    private SshPublicKey Certify(SshPublicKey key) => SshCertificates.Issue(
        new CertificateRequest
        {
            Key = key,
            Kind = SshCertificateKind.User,
            KeyId = "alice@session-1",
            Principals = ["alice"],
            ValidAfter = DateTimeOffset.UnixEpoch,
            ValidBefore = DateTimeOffset.UnixEpoch.AddHours(1),
            Serial = 1,
        },
        _authority);
}
