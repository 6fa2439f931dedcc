using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Messages;
using RemoteDev.Ssh.Connection.Payloads;
using RemoteDev.Ssh.Tests.Fuzzing;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Connection;

/// <summary>Whole conversations of the connection protocol with something broken in them, and the payloads within.</summary>
internal static class ConnectionFuzzTargets
{
    private static readonly ConnectionLimits Limits = new() { Window = 2000, Packet = 1000, Channels = 4, WaitingRequests = 4 };

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new(
            "connection-server",
            [Frames.Join(ServerConversation()), Frames.Join(TerminalConversation())],
            octets => Converses(SshRole.Server, octets)),
        new("connection-client", [Frames.Join(ClientConversation())], octets => Converses(SshRole.Client, octets)),
        Payload("direct-tcpip", new DirectTcpIp("host", 22, "::1", 0).ToArray(), octets => DirectTcpIp.Read(octets)?.ToArray()),
        Payload("forwarded-tcpip", new ForwardedTcpIp("host", 22, "::1", 0).ToArray(), octets => ForwardedTcpIp.Read(octets)?.ToArray()),
        Payload("direct-streamlocal", new DirectStreamLocal("/run/x").ToArray(), octets => DirectStreamLocal.Read(octets)?.ToArray()),
        Payload(
            "forwarded-streamlocal", new ForwardedStreamLocal("/run/x").ToArray(), octets => ForwardedStreamLocal.Read(octets)?.ToArray()),
        Payload("tcpip-forward", new TcpIpForward("host", 22).ToArray(), octets => TcpIpForward.Read(octets)?.ToArray()),
        Payload("streamlocal-forward", new StreamLocalForward("/run/x").ToArray(), octets => StreamLocalForward.Read(octets)?.ToArray()),
        Payload("pty-req", new PtyRequest("xterm", 80, 24, 0, 0, new byte[] { 0 }).ToArray(), octets => PtyRequest.Read(octets)?.ToArray()),
        Payload("env", new EnvRequest("LANG", "C").ToArray(), octets => EnvRequest.Read(octets)?.ToArray()),
        Payload("exec", new ExecRequest("ls -l").ToArray(), octets => ExecRequest.Read(octets)?.ToArray()),
        Payload("exit-signal", new ExitSignal("TERM", false, "by hand", "en").ToArray(), octets => ExitSignal.Read(octets)?.ToArray()),
    ];

    // What was read and written again reads as the same.
    private static FuzzTarget Payload(string name, byte[] sound, Func<byte[], byte[]?> rewrite) => new(name, [sound], octets =>
    {
        if (rewrite(octets) is not { } again)
        {
            return false;
        }

        Assert.Equal(again, rewrite(again));
        return true;
    });

    private static bool Converses(SshRole role, byte[] octets)
    {
        var sender = new RecordingSender(role);
        var handler = new FuzzedOwner();
        var connection = new SshConnection(sender, handler, Limits);
        connection.OpenChannel("session", [], handler.NewChannel(), (_, _) => { });
        SshFault? fault = null;
        foreach (var payload in Frames.Split(octets))
        {
            fault = connection.HandleNow(payload);
            handler.AnswerSome();
            if (fault is not null)
            {
                break;
            }
        }

        ((IMessageHandler)connection).OnEnded(fault ?? SshFault.Protocol("over"));
        handler.AnswerAll();
        handler.Check(Limits.Window);
        Assert.All(
            sender.Sent, payload => Assert.InRange(payload[0], (byte)MessageNumber.GlobalRequest, (byte)MessageNumber.ChannelFailure));
        return fault is null;
    }

    private static IEnumerable<byte[]> ServerConversation() => Written(wire =>
    {
        new GlobalRequestMessage("no-more-sessions@openssh.com", false, []).SendTo(wire);
        new GlobalRequestMessage("tcpip-forward", true, new TcpIpForward("", 0).ToArray()).SendTo(wire);
        new ChannelOpenConfirmationMessage(0, 3, 5000, 2000, []).SendTo(wire);
        new ChannelOpenMessage("session", 0, 5000, 2000, []).SendTo(wire);
        new ChannelOpenMessage("direct-tcpip", 1, 5000, 2000, new DirectTcpIp("h", 80, "::1", 1).ToArray()).SendTo(wire);
        new ChannelRequestMessage(1, "env", false, new EnvRequest("LANG", "C").ToArray()).SendTo(wire);
        new ChannelRequestMessage(1, "exec", true, new ExecRequest("cat").ToArray()).SendTo(wire);
        new ChannelDataMessage(1, new byte[500]).SendTo(wire);
        new ChannelDataMessage(2, new byte[900]).SendTo(wire);
        new ChannelWindowAdjustMessage(1, 100).SendTo(wire);
        new ChannelExtendedDataMessage(0, 1, new byte[50]).SendTo(wire);
        new ChannelOnlyMessage(MessageNumber.ChannelEof, 1).SendTo(wire);
        new ChannelOnlyMessage(MessageNumber.ChannelClose, 2).SendTo(wire);
        new ChannelOnlyMessage(MessageNumber.ChannelClose, 1).SendTo(wire);
    });

    private static IEnumerable<byte[]> TerminalConversation() => Written(wire =>
    {
        new ChannelOpenFailureMessage(0, 1, "no").SendTo(wire);
        new ChannelOpenMessage("session", 9, 0, 32768, []).SendTo(wire);
        new ChannelRequestMessage(1, "pty-req", true, new PtyRequest("xterm", 80, 24, 0, 0, default).ToArray()).SendTo(wire);
        new ChannelRequestMessage(1, "shell", true, []).SendTo(wire);
        new ChannelDataMessage(1, "exit\n"u8).SendTo(wire);
        new ChannelRequestMessage(1, "window-change", false, new WindowChange(81, 24, 0, 0).ToArray()).SendTo(wire);
        new ChannelWindowAdjustMessage(1, uint.MaxValue).SendTo(wire);
        new ChannelOnlyMessage(MessageNumber.ChannelClose, 1).SendTo(wire);
    });

    private static IEnumerable<byte[]> ClientConversation() => Written(wire =>
    {
        new GlobalRequestMessage("hostkeys-00@openssh.com", false, [0, 0, 0, 0]).SendTo(wire);
        new ChannelOpenConfirmationMessage(0, 0, 100_000, 32768, []).SendTo(wire);
        new ChannelWindowAdjustMessage(0, 2_000_000).SendTo(wire);
        new ChannelDataMessage(0, "$ "u8).SendTo(wire);
        new ChannelOpenMessage("forwarded-tcpip", 1, 5000, 2000, new ForwardedTcpIp("", 80, "::1", 1).ToArray()).SendTo(wire);
        new ChannelDataMessage(1, new byte[1000]).SendTo(wire);
        new ChannelRequestMessage(0, "keepalive@openssh.com", true, []).SendTo(wire);
        new ChannelRequestMessage(0, "exit-status", false, new ExitStatus(0).ToArray()).SendTo(wire);
        new ChannelOnlyMessage(MessageNumber.ChannelEof, 0).SendTo(wire);
        new ChannelOnlyMessage(MessageNumber.ChannelClose, 0).SendTo(wire);
    });

    private static IReadOnlyList<byte[]> Written(Action<IMessageSender> write)
    {
        var wire = new RecordingSender();
        write(wire);
        return wire.Sent;
    }
}
