using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.UserAuth;

/// <summary>RFC 4256.</summary>
public sealed class KeyboardInteractiveTests
{
    private readonly AuthBench _bench = new();

    [Fact]
    public void Asks_InTheOctetsOfTheRfc()
    {
        _bench.Authenticator.Started = () => new AuthStep.Prompt("N", "I", [new AuthPrompt("a", true), new AuthPrompt("b", false)]);
        Assert.Null(_bench.StartKeyboardInteractive());
        byte[] expected =
        [
            60, 0, 0, 0, 1, (byte)'N', 0, 0, 0, 1, (byte)'I', 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, (byte)'a', 1, 0, 0, 0, 1, (byte)'b', 0,
        ];
        Assert.Equal(expected, Assert.Single(_bench.Sender.Sent));
    }

    [Fact]
    public void Asks_AgainUntilItIsEnough()
    {
        _bench.Authenticator.Answered = answers => answers switch
        {
            ["1", "2"] => new AuthStep.Prompt("", "Approve it.", []) { Banner = "See the console." },
            [] => new AuthStep.Success(),
            _ => new AuthStep.Failure(),
        };
        _bench.Authenticator.Started = () => new AuthStep.Prompt("", "", [new AuthPrompt("a", true), new AuthPrompt("b", false)]);
        Assert.Null(_bench.StartKeyboardInteractive());
        Assert.Null(_bench.Answer("1", "2"));
        Assert.Null(_bench.Answer());
        Assert.Equal(
            [MessageNumber.UserAuthMethod60, MessageNumber.UserAuthBanner, MessageNumber.UserAuthMethod60, MessageNumber.UserAuthSuccess],
            _bench.Sender.Numbers);
        Assert.Equal(["alice"], _bench.Succeeded);
    }

    [Fact]
    public void Answers_CountOnce()
    {
        _bench.Authenticator.Answered = _ => new AuthStep.Failure();
        Assert.Null(_bench.StartKeyboardInteractive());
        Assert.Null(_bench.Answer("x"));
        Assert.Equal(MessageNumber.UserAuthFailure, _bench.Sender.Numbers.Last());
        Assert.NotNull(_bench.Answer("x"));
    }

    [Fact]
    public async Task Refuses_AnAuthenticatorThatAsksTooMuch()
    {
        _bench.Authenticator.Started = () => new AuthStep.Prompt("", "", [.. Enumerable.Repeat(new AuthPrompt("a", true), 17)]);
        byte[] start = [.. AuthBench.Begin("alice", "keyboard-interactive"), 0, 0, 0, 0, 0, 0, 0, 0];
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _bench.Server.HandleAsync(start, default));
    }
}
