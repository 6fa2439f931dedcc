using RemoteDev.Ssh.Tests.Connection;
using RemoteDev.Ssh.UserAuth;
using RemoteDev.Ssh.UserAuth.Messages;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.UserAuth;

public sealed class UserAuthClientTests : IDisposable
{
    private readonly RecordingSender _sender = new(SshRole.Client);
    private readonly NextHandler _next = new();
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();
    private readonly List<string> _banners = [];

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Authenticates_TowardsOurServer()
    {
        var client = Client([_key]);
        var bench = new AuthBench(requestService: false);
        client.Start();
        Assert.Equal(1, _sender.Flushes);
        Exchange(client, bench);
        Assert.Null(await client.Completion);
        Assert.Equal(["proven alice"], bench.Authenticator.Asked);
        Assert.Equal(_key.PublicKey, bench.Authenticator.Proven);

        Assert.Null(client.HandleNow(new byte[] { 98 }));
        Assert.Equal([98], _next.Handled);
    }

    [Fact]
    public async Task Tries_OneKeyAfterAnother()
    {
        using var first = SshPrivateKey.GenerateEd25519();
        var client = Client([first, TestSigner.EcdsaP256(), _key]);
        var bench = new AuthBench(requestService: false);
        bench.Authenticator.KeyProven = (_, key) => key.Equals(_key.PublicKey)
            ? new AuthStep.Success { Banner = "Third time\nlucky\u001b[2J" }
            : new AuthStep.Failure();
        client.Start();
        Exchange(client, bench);
        Assert.Null(await client.Completion);
        Assert.Equal(3, bench.Authenticator.Asked.Count);
        Assert.Equal(["Third time\nlucky?[2J"], _banners);
    }

    [Fact]
    public void Ends_WhenEveryKeyWasRefused()
    {
        var client = Client([_key]);
        client.Start();
        Assert.Null(client.HandleNow(Accept()));
        var fault = client.HandleNow(Failure(["publickey"]))!;
        Assert.Equal(DisconnectReason.NoMoreAuthMethodsAvailable, fault.Reason);
        Assert.Equal(FaultOrigin.Local, fault.Origin);
        client.OnEnded(fault);
        Assert.True(client.Completion.IsCompleted);
    }

    [Fact]
    public void Ends_WhenKeysAreNotTaken()
    {
        using var second = SshPrivateKey.GenerateEd25519();
        var client = Client([_key, second]);
        client.Start();
        Assert.Null(client.HandleNow(Accept()));
        Assert.NotNull(client.HandleNow(Failure(["password", "keyboard-interactive"])));
    }

    [Fact]
    public async Task Completes_WithTheFaultOfTheConnection()
    {
        var client = Client([_key]);
        client.Start();
        client.OnEnded(SshFault.Protocol("lost"));
        Assert.Equal("lost", (await client.Completion)!.Message);
        Assert.Empty(_next.Told);
    }

    [Theory]
    [InlineData(null, "rsa-sha2-512")]
    [InlineData("ssh-ed25519,rsa-sha2-256", "rsa-sha2-256")]
    [InlineData("rsa-sha2-256,rsa-sha2-512", "rsa-sha2-512")]
    public void Signs_WithAnAlgorithmThatTheServerTakes(string? known, string expected)
    {
        var client = Client([TestSigner.Rsa], known?.Split(','));
        client.Start();
        _sender.Take();
        Assert.Null(client.HandleNow(Accept()));
        Assert.Equal(expected, PublicKeyOf(Assert.Single(_sender.Sent)).Algorithm);
    }

    [Fact]
    public void Shows_ACertificateWhoseKeysAlgorithmTheServerTakes()
    {
        using var authority = SshPrivateKey.GenerateEd25519();
        var certificate = SshCertificates.Issue(
            new CertificateRequest
            {
                Key = _key.PublicKey,
                Kind = SshCertificateKind.User,
                KeyId = "k",
                Principals = ["alice"],
                ValidAfter = DateTimeOffset.UnixEpoch,
                ValidBefore = DateTimeOffset.UnixEpoch.AddHours(1),
            },
            authority);
        var client = Client([new SshCertificateSigner(certificate, _key)], ["rsa-sha2-512", "ssh-ed25519"]);
        client.Start();
        _sender.Take();
        Assert.Null(client.HandleNow(Accept()));
        var sent = PublicKeyOf(Assert.Single(_sender.Sent));
        Assert.Equal("ssh-ed25519-cert-v01@openssh.com", sent.Algorithm);
        Assert.Equal(certificate.Blob.ToArray(), sent.Blob.ToArray());
    }

    [Fact]
    public void Ends_WhenTheServerTakesNoAlgorithmOfOurs()
    {
        var client = Client([_key], ["rsa-sha2-512"]);
        client.Start();
        Assert.NotNull(client.HandleNow(Accept()));
    }

    [Theory]
    [InlineData(new byte[] { 52 })]
    [InlineData(new byte[] { 51, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 53, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 94 })]
    public void Disconnects_ForAnswersBeforeTheService(byte[] payload)
    {
        var client = Client([_key]);
        client.Start();
        Assert.NotNull(client.HandleNow(payload));
        Assert.False(client.Completion.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 5 })]
    [InlineData(new byte[] { 6, 0, 0, 0, 1, 65 })]
    [InlineData(new byte[] { 50 })]
    [InlineData(new byte[] { 51 })]
    [InlineData(new byte[] { 52, 0 })]
    [InlineData(new byte[] { 53, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 60 })]
    [InlineData(new byte[] { 61 })]
    [InlineData(new byte[] { 80 })]
    public void Disconnects_ForWhatIsNoAnswer(byte[] payload)
    {
        var client = Client([_key]);
        client.Start();
        Assert.Null(client.HandleNow(Accept()));
        Assert.NotNull(client.HandleNow(payload));
        Assert.Empty(_next.Handled);
    }

    // CVE-2026-48108.
    [Fact]
    public void Disconnects_ForBannersWithoutEnd()
    {
        var client = Client([_key]);
        client.Start();
        Assert.Null(client.HandleNow(Accept()));
        var wire = new RecordingSender();
        new UserAuthBannerMessage("again").SendTo(wire);
        var banner = wire.Sent[0];
        for (var i = 0; i < 16; i++)
        {
            Assert.Null(client.HandleNow(banner));
        }

        Assert.NotNull(client.HandleNow(banner));
        Assert.Equal(16, _banners.Count);
    }

    private static byte[] Accept()
    {
        var wire = new RecordingSender();
        new ServiceMessage(MessageNumber.ServiceAccept, "ssh-userauth").SendTo(wire);
        return wire.Sent[0];
    }

    private static byte[] Failure(string[] methods)
    {
        var wire = new RecordingSender();
        new UserAuthFailureMessage(methods, PartialSuccess: false).SendTo(wire);
        return wire.Sent[0];
    }

    private static PublicKeyRequest PublicKeyOf(byte[] payload)
        => PublicKeyRequest.Read(payload, UserAuthRequestMessage.Read(payload)!.Length)!;

    private UserAuthClient Client(IReadOnlyList<ISshSigner> signers, IReadOnlyList<string>? known = null) => new(
        _sender,
        new UserAuthClientOptions
        {
            UserName = "alice",
            Signers = signers,
            ServerSignatureAlgorithms = () => known,
            Banner = _banners.Add,
        },
        () => _next);

    private void Exchange(UserAuthClient client, AuthBench bench)
    {
        for (var said = true; said;)
        {
            said = false;
            foreach (var payload in _sender.Take())
            {
                said = true;
                Assert.Null(bench.Receive(payload));
            }

            foreach (var payload in bench.Sender.Take())
            {
                said = true;
                Assert.Null(client.HandleNow(payload));
            }
        }
    }
}
