using RemoteDev.Ssh.UserAuth;
using RemoteDev.Ssh.UserAuth.Messages;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.UserAuth;

/// <summary>What others let pass: ssh.md 2 to 8 and 24; regressions, SSH 1, 2, 4, 9 and 11.</summary>
public sealed class BypassTests : IDisposable
{
    private readonly AuthBench _bench = new();
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();
    private readonly SshPrivateKey _other = SshPrivateKey.GenerateEd25519();

    public static TheoryData<byte> NumbersThatAreNoClients => [0, 6, 51, 52, 53, 60, 61, 62, 79];

    public static TheoryData<byte> NumbersOfTheConnection => [80, 81, 82, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 127, 192, 255];

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    // ssh.md 2; libssh took a client's word for it (CVE-2018-10933).
    [Theory]
    [MemberData(nameof(NumbersThatAreNoClients))]
    public void Disconnects_ForMessagesThatAreTheServersToSend(byte number)
    {
        Assert.NotNull(_bench.Receive([number]));
        Assert.Empty(_bench.Succeeded);
    }

    // ssh.md 3; CVE-2025-32433.
    [Theory]
    [MemberData(nameof(NumbersOfTheConnection))]
    public void Disconnects_ForMessagesOfTheConnectionBeforeAuthentication(byte number)
    {
        Assert.NotNull(_bench.Receive([number]));
        Assert.NotNull(new AuthBench(requestService: false).Receive([number]));
        Assert.Empty(_bench.Next.Handled);
    }

    // CVE-2023-43660, CVE-2023-42818, CVE-2023-43652.
    [Fact]
    public void Authenticates_NobodyByAnOffer_EvenIfTheAuthenticatorWould()
    {
        AuthStep[] answers = [new AuthStep.Acceptable(), new AuthStep.Success(), new AuthStep.Failure([], PartialSuccess: true)];
        foreach (var answer in answers)
        {
            _bench.Authenticator.Offered = (_, _) => answer;
            Assert.Null(_bench.Offer(_key));
        }

        Assert.Equal([MessageNumber.UserAuthMethod60, MessageNumber.UserAuthFailure, MessageNumber.UserAuthFailure], _bench.Sender.Numbers);
        Assert.False(UserAuthFailureMessage.Read(_bench.Sender.Sent[2])!.PartialSuccess);
        Assert.Empty(_bench.Succeeded);
    }

    [Fact]
    public void Echoes_TheKeyThatMayBeTried()
    {
        Assert.Null(_bench.Offer(_key));
        using var expected = new SshWriter(MessageNumber.UserAuthMethod60);
        expected.WriteText("ssh-ed25519");
        expected.WriteString(_key.PublicBlob.Span);
        Assert.Equal(expected.ToArray(), Assert.Single(_bench.Sender.Sent));
    }

    // ssh.md 4; CVE-2024-45337.
    [Fact]
    public void Identifies_ByTheKeyThatSigned_NotTheOneOffered()
    {
        Assert.Null(_bench.Offer(_key));
        Assert.Null(_bench.Sign(_other));
        Assert.Null(_bench.Offer(_key));
        Assert.Equal(_other.PublicKey, _bench.Authenticator.Proven);

        var afterwards = new AuthBench();
        Assert.Null(afterwards.Sign(_other));
        Assert.Null(afterwards.Offer(_key));
        Assert.Equal(_other.PublicKey, afterwards.Authenticator.Proven);
        Assert.Equal(["proven alice"], afterwards.Authenticator.Asked);
    }

    // ssh.md 7.
    [Fact]
    public void Refuses_SignaturesThatAreNotForThis()
    {
        var requests = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["another key's"] = _bench.Signed(_key, blob: _other.PublicBlob),
            ["for another user"] = _bench.Signed(_key, userName: "root", signedFor: "alice"),
            ["in another session"] = _bench.Signed(_key, sessionId: new byte[32]),
            ["under another algorithm"] = _bench.Signed(_key, algorithm: "rsa-sha2-512", signWith: "ssh-ed25519"),
        };
        foreach (var (why, request) in requests)
        {
            Assert.True(_bench.Receive(request) is null, why);
        }

        Assert.Equal(Enumerable.Repeat(MessageNumber.UserAuthFailure, 4), _bench.Sender.Numbers);
        Assert.DoesNotContain(_bench.Authenticator.Asked, asked => asked.StartsWith("proven", StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_ASignedRequestWithAnyOctetChanged()
    {
        var whole = _bench.Signed(_key);
        for (var i = 1; i < whole.Length; i++)
        {
            var bench = new AuthBench(new UserAuthOptions { Failures = 100 });
            byte[] changed = [.. whole];
            changed[i] ^= 1;
            bench.Receive(changed);
            Assert.True(bench.Succeeded.Count == 0, $"octet {i}");
            Assert.DoesNotContain(bench.Authenticator.Asked, asked => asked.StartsWith("proven", StringComparison.Ordinal));
        }

        for (var length = 1; length < whole.Length; length++)
        {
            var bench = new AuthBench();
            Assert.True(bench.Receive(whole[..length]) is not null, $"{length} octets");
        }

        Assert.NotNull(new AuthBench().Receive([.. whole, 0]));
    }

    [Fact]
    public void Refuses_RsaWithSha1_AndShortRsaKeys()
    {
        var rsa = TestSigner.Rsa;
        Assert.Null(_bench.Offer(rsa, algorithm: "ssh-rsa"));
        Assert.Null(_bench.Sign(rsa, algorithm: "ssh-rsa"));
        Assert.Null(_bench.Receive(_bench.Signed(rsa, algorithm: "rsa-sha2-512", signWith: "rsa-sha2-256")));
        Assert.Null(_bench.Receive(_bench.Signed(rsa, algorithm: "rsa-sha2-512", signWith: "ssh-rsa")));
        Assert.Null(_bench.Sign(TestSigner.MakeRsa(2048)));
        Assert.Equal(Enumerable.Repeat(MessageNumber.UserAuthFailure, 5), _bench.Sender.Numbers);
        Assert.Empty(_bench.Authenticator.Asked);
    }

    // ssh.md 8; CVE-2026-42189, CVE-2026-48107.
    [Fact]
    public void Disconnects_ForAnswersThatNobodyAskedFor()
    {
        Assert.NotNull(_bench.Answer("x"));
        Assert.Null(_bench.StartKeyboardInteractive());
        Assert.Null(_bench.Offer(_key));
        Assert.NotNull(_bench.Answer("x"));
        Assert.DoesNotContain(_bench.Authenticator.Asked, asked => asked.StartsWith("answered", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new byte[] { 255, 255, 255, 255 })]
    [InlineData(new byte[] { 127, 255, 255, 255 })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 1, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 0, 0, 0, 1, 0, 0, 0, 1, 0xff })]
    [InlineData(new byte[] { 0, 0, 0, 1, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0 })]
    public void Disconnects_ForAnotherNumberOfAnswersThanQuestions_AllocatingNothingByIt(byte[] answers)
    {
        Assert.Null(_bench.StartKeyboardInteractive());
        byte[] payload = [61, .. answers];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(_bench.Receive(payload));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.DoesNotContain(_bench.Authenticator.Asked, asked => asked.StartsWith("answered", StringComparison.Ordinal));
    }

    [Fact]
    public void Disconnects_ForAnAnswerThatIsTooLong()
    {
        Assert.Null(_bench.StartKeyboardInteractive());
        Assert.NotNull(_bench.Answer(new string('x', UserAuthLimits.Answer + 1)));
    }

    // ssh.md 24; CVE-2023-48712: nothing of a half-finished login remains for another user.
    [Fact]
    public void Forgets_EverythingWhenTheUserNameChanges()
    {
        _bench.Authenticator.KeyProven = (_, _) => new AuthStep.Failure(["keyboard-interactive"], PartialSuccess: true);
        Assert.Null(_bench.Sign(_key));
        Assert.Null(_bench.StartKeyboardInteractive());
        _bench.Sender.Take();

        Assert.Null(_bench.None("root"));
        Assert.Equal("reset", _bench.Authenticator.Asked[^1]);
        var failure = UserAuthFailureMessage.Read(Assert.Single(_bench.Sender.Take()))!;
        Assert.Equal(["publickey", "keyboard-interactive"], failure.Methods, StringComparer.Ordinal);
        Assert.NotNull(_bench.Answer("123456"));
        Assert.Empty(_bench.Succeeded);
    }

    [Fact]
    public void Forgets_EverythingEachTimeTheNameChanges_AndOnlyThen()
    {
        _bench.Authenticator.KeyProven = (_, _) => new AuthStep.Failure();
        foreach (var name in new[] { "a", "a", "b", "a", "A" })
        {
            Assert.Null(_bench.Sign(_key, name));
        }

        Assert.Equal(
            ["proven a", "proven a", "reset", "proven b", "reset", "proven a", "reset", "proven A"],
            _bench.Authenticator.Asked,
            StringComparer.Ordinal);
    }

    [Fact]
    public void Disconnects_WhenTheServiceChanges()
    {
        _bench.Authenticator.KeyProven = (_, _) => new AuthStep.Failure(["keyboard-interactive"], PartialSuccess: true);
        Assert.Null(_bench.Sign(_key));
        var fault = _bench.Receive(AuthBench.Begin("alice", "none", service: "ssh-other"));
        Assert.Equal(DisconnectReason.ServiceNotAvailable, fault!.Reason);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("publickey")]
    [InlineData("keyboard-interactive")]
    public void Disconnects_ForARequestThatIsMalformed(string method)
    {
        Assert.NotNull(_bench.Receive([.. AuthBench.Begin("alice", method), 1, 2, 3]));
        Assert.NotNull(_bench.Receive(AuthBench.Begin("al\0ice", method)));
        Assert.NotNull(_bench.Receive(AuthBench.Begin(new string('a', UserAuthLimits.UserName + 1), method)));
        Assert.Empty(_bench.Authenticator.Asked);
    }

    [Fact]
    public void Refuses_QuestionsAndAcceptanceWhereAKeyWasProven()
    {
        foreach (var answer in new AuthStep[] { new AuthStep.Acceptable(), new AuthStep.Prompt("", "", []) })
        {
            _bench.Authenticator.KeyProven = (_, _) => answer;
            Assert.Null(_bench.Sign(_key));
        }

        Assert.Equal([MessageNumber.UserAuthFailure, MessageNumber.UserAuthFailure], _bench.Sender.Numbers);
        Assert.NotNull(_bench.Answer());
    }
}
