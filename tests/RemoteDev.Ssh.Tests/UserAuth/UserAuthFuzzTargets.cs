using RemoteDev.Ssh.Tests.Connection;
using RemoteDev.Ssh.Tests.Fuzzing;
using RemoteDev.Ssh.UserAuth;
using RemoteDev.Ssh.UserAuth.Messages;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.UserAuth;

/// <summary>
/// Whole logins with something broken in them: none may succeed but by the key that is the user's, over the name that is theirs.
/// </summary>
internal static class UserAuthFuzzTargets
{
    private static readonly SshPrivateKey Key = SshPrivateKey.GenerateEd25519();

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("login-server", [Frames.Join(KeyLogin()), Frames.Join(Conversation())], Serves),
        new("login-client", [Frames.Join(Answers())], Asks),
    ];

    private static bool Serves(byte[] octets)
    {
        var bench = new AuthBench(requestService: false);
        bench.Authenticator.KeyProven = (userName, key) => userName == "alice" && key.Equals(Key.PublicKey)
            ? new AuthStep.Success()
            : new AuthStep.Failure();
        bench.Authenticator.Answered = answers => answers is ["123456"] ? new AuthStep.Success() : new AuthStep.Failure();
        foreach (var payload in Frames.Split(octets))
        {
            if (bench.Receive(payload) is not null)
            {
                return false;
            }
        }

        if (bench.Succeeded.Count > 0)
        {
            Assert.Contains(
                bench.Authenticator.Asked, asked => asked == "proven alice" || asked.EndsWith(" 123456", StringComparison.Ordinal));
        }

        return true;
    }

    private static bool Asks(byte[] octets)
    {
        var sender = new RecordingSender(SshRole.Client);
        var next = new NextHandler();
        var client = new UserAuthClient(sender, new UserAuthClientOptions { UserName = "alice", Signers = [Key, Key] }, () => next);
        client.Start();
        foreach (var payload in Frames.Split(octets))
        {
            if (client.HandleNow(payload) is not null)
            {
                Assert.Empty(next.Handled);
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<byte[]> KeyLogin()
    {
        var bench = new AuthBench();
        yield return Service();
        yield return AuthBench.Begin("alice", "none");
        yield return bench.Signed(Key);
    }

    private static IEnumerable<byte[]> Conversation()
    {
        yield return Service();
        yield return [.. AuthBench.Begin("bob", "keyboard-interactive"), 0, 0, 0, 0, 0, 0, 0, 0];
        yield return [61, 0, 0, 0, 1, 0, 0, 0, 6, .. "123456"u8];
    }

    private static IReadOnlyList<byte[]> Answers()
    {
        var wire = new RecordingSender();
        new ServiceMessage(MessageNumber.ServiceAccept, AuthMethods.AuthService).SendTo(wire);
        new UserAuthBannerMessage("Hello\nthere").SendTo(wire);
        new UserAuthFailureMessage([AuthMethods.PublicKey], PartialSuccess: false).SendTo(wire);
        wire.Enqueue([(byte)MessageNumber.UserAuthSuccess]);
        return wire.Sent;
    }

    private static byte[] Service()
    {
        using var writer = new SshWriter(MessageNumber.ServiceRequest);
        writer.WriteText(AuthMethods.AuthService);
        return writer.ToArray();
    }
}
