using RemoteDev.Ssh.UserAuth;
using RemoteDev.Ssh.UserAuth.Messages;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.UserAuth;

public sealed class UserAuthServerTests : IDisposable
{
    private readonly AuthBench _bench = new();
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Accepts_TheServiceOfAuthentication_Once()
    {
        var bench = new AuthBench(requestService: false);
        Assert.Null(bench.RequestService("ssh-userauth"));
        Assert.Equal([MessageNumber.ServiceAccept], bench.Sender.Numbers);
        Assert.NotNull(bench.RequestService("ssh-userauth"));
    }

    [Fact]
    public void Disconnects_WhenAnotherServiceIsWantedFirst()
        => Assert.Equal(
            DisconnectReason.ServiceNotAvailable, new AuthBench(requestService: false).RequestService("ssh-connection")!.Reason);

    [Fact]
    public void Disconnects_ForARequestBeforeTheService()
        => Assert.NotNull(new AuthBench(requestService: false).None());

    [Fact]
    public void Answers_NoneWithTheMethods_AndCountsItOnlyLater()
    {
        var bench = new AuthBench(new UserAuthOptions { Methods = ["publickey", "keyboard-interactive"], Failures = 2 });
        Assert.Null(bench.None());
        var failure = UserAuthFailureMessage.Read(Assert.Single(bench.Sender.Take()))!;
        Assert.Equal(["publickey", "keyboard-interactive"], failure.Methods, StringComparer.Ordinal);
        Assert.False(failure.PartialSuccess);
        Assert.Null(bench.None());
        Assert.NotNull(bench.None());
        Assert.Empty(bench.Authenticator.Asked);
    }

    [Fact]
    public void Hands_EverythingOnAfterTheSuccess()
    {
        Assert.Null(_bench.Sign(_key));
        Assert.Equal(["alice"], _bench.Succeeded);
        Assert.Equal([MessageNumber.UserAuthSuccess], _bench.Sender.Numbers);

        // RFC 4252 section 5.1: requests that were on their way are passed over.
        Assert.Null(_bench.None());
        Assert.Null(_bench.Sign(_key, "root"));
        Assert.Null(_bench.Receive([80]));
        Assert.Null(_bench.Receive([94]));
        _bench.Server.OnBatchHandled();
        _bench.Server.OnDrained();
        _bench.Server.OnEnded(SshFault.Protocol("over"));
        Assert.Equal([80, 94], _bench.Next.Handled);
        Assert.Equal(["batch", "drained", "ended"], _bench.Next.Told, StringComparer.Ordinal);
        Assert.Equal(["alice"], _bench.Succeeded);
        Assert.Equal([MessageNumber.UserAuthSuccess], _bench.Sender.Numbers);
    }

    // ssh.md 14.
    [Fact]
    public void Disconnects_AtTheSixthFailure_WhateverTheUserNames()
    {
        _bench.Authenticator.Offered = (_, _) => new AuthStep.Failure();
        _bench.Authenticator.KeyProven = (_, _) => new AuthStep.Failure();
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(i % 2 == 0 ? _bench.Sign(_key, $"user{i}") : _bench.Offer(_key, $"user{i}"));
        }

        Assert.Equal(Enumerable.Repeat(MessageNumber.UserAuthFailure, 5), _bench.Sender.Numbers);
        Assert.Equal(DisconnectReason.NoMoreAuthMethodsAvailable, _bench.Sign(_key, "user5")!.Reason);
    }

    [Fact]
    public void Refuses_MethodsThatAreNotOffered_WithoutAsking()
    {
        var bench = new AuthBench(new UserAuthOptions { Methods = ["publickey"] });
        Assert.Null(bench.StartKeyboardInteractive());
        Assert.Null(bench.Receive([.. AuthBench.Begin("alice", "password"), 0, 0, 0, 0, 1, (byte)'x']));
        Assert.Null(bench.Receive(AuthBench.Begin("alice", "hostbased")));
        Assert.Equal(Enumerable.Repeat(MessageNumber.UserAuthFailure, 3), bench.Sender.Numbers);
        Assert.Empty(bench.Authenticator.Asked);
    }

    [Fact]
    public void Goes_OnAfterAPartialSuccess_WithTheMethodsThatRemain()
    {
        _bench.Authenticator.KeyProven = (_, _) => new AuthStep.Failure(["keyboard-interactive"], PartialSuccess: true);
        Assert.Null(_bench.Sign(_key));
        var failure = UserAuthFailureMessage.Read(Assert.Single(_bench.Sender.Take()))!;
        Assert.Equal(["keyboard-interactive"], failure.Methods, StringComparer.Ordinal);
        Assert.True(failure.PartialSuccess);

        Assert.Null(_bench.Sign(_key));
        Assert.Equal(["proven alice"], _bench.Authenticator.Asked);
        Assert.Equal([MessageNumber.UserAuthFailure], _bench.Sender.Numbers);

        Assert.Null(_bench.StartKeyboardInteractive());
        Assert.Null(_bench.Answer("123456"));
        Assert.Equal(["proven alice", "started alice", "answered alice 123456"], _bench.Authenticator.Asked, StringComparer.Ordinal);
        Assert.Equal(["alice"], _bench.Succeeded);
    }

    [Fact]
    public void Counts_NoPartialSuccessAsAFailure()
    {
        var bench = new AuthBench(new UserAuthOptions { Failures = 1 });
        bench.Authenticator.KeyProven = (_, _) => new AuthStep.Failure(["publickey"], PartialSuccess: true);
        Assert.Null(bench.Sign(_key));
        Assert.Null(bench.Sign(_key));
        Assert.NotNull(bench.None() ?? bench.None());
    }

    [Fact]
    public void Shows_BannersBeforeTheirStep_AndItsOwnOnce()
    {
        var bench = new AuthBench(new UserAuthOptions { Banner = "Everything is recorded." });
        bench.Authenticator.KeyProven = (_, _) => new AuthStep.Success { Banner = "Welcome." };
        Assert.Null(bench.None());
        Assert.Null(bench.Sign(_key));
        Assert.Equal(
            [MessageNumber.UserAuthBanner, MessageNumber.UserAuthFailure, MessageNumber.UserAuthBanner, MessageNumber.UserAuthSuccess],
            bench.Sender.Numbers);
        Assert.Equal("Everything is recorded.", UserAuthBannerMessage.Read(bench.Sender.Sent[0])!.Text);
        Assert.Equal("Welcome.", UserAuthBannerMessage.Read(bench.Sender.Sent[2])!.Text);
    }

    [Fact]
    public void Disconnects_WhenTheAuthenticatorSaysSo()
    {
        var fault = new SshFault(DisconnectReason.TooManyConnections, "Come back later.", FaultOrigin.Local);
        _bench.Authenticator.Offered = (_, _) => new AuthStep.Disconnect(fault);
        _bench.Authenticator.KeyProven = (_, _) => new AuthStep.Disconnect(fault);
        Assert.Same(fault, _bench.Offer(_key));
        Assert.Same(fault, _bench.Sign(_key));
        Assert.Empty(_bench.Succeeded);
    }

    // ssh.md 20: the same questions, the same answers, the same lengths.
    [Fact]
    public void Takes_TheSamePathForUnknownUsers()
    {
        var seen = new List<(string Asked, string Sent)>();
        foreach (var userName in new[] { "alice", "nobdy" })
        {
            var bench = new AuthBench();
            bench.Authenticator.Offered = (_, _) => new AuthStep.Failure();
            bench.Authenticator.KeyProven = (_, _) => new AuthStep.Failure();
            Assert.Null(bench.None(userName));
            Assert.Null(bench.Offer(_key, userName));
            Assert.Null(bench.Sign(_key, userName));
            Assert.Null(bench.StartKeyboardInteractive(userName));
            seen.Add((
                string.Join(',', bench.Authenticator.Asked).Replace(userName, "*", StringComparison.Ordinal),
                string.Join(',', bench.Sender.Sent.Select(Convert.ToHexString))));
        }

        Assert.Equal(seen[0], seen[1]);
    }

    [Fact]
    public async Task Gives_UpWhenTheConnectionDoes()
    {
        using var stop = new CancellationTokenSource();
        _bench.Authenticator.KeyProven = (_, _) =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        };
        var fault = await _bench.Server.HandleAsync(_bench.Signed(_key), stop.Token);
        Assert.Equal(FaultOrigin.Local, fault!.Origin);
    }
}
