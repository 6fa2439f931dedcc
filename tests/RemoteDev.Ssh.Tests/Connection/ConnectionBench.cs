using System.Text;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Messages;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Connection;

/// <summary>One connection under test, whose peer is the test: it says what arrives, and sees what leaves.</summary>
internal sealed class ConnectionBench
{
    public const uint PeerNumber = 7;

    private readonly RecordingSender _wire = new();

    public ConnectionBench(SshRole role = SshRole.Server, ConnectionLimits? limits = null)
    {
        Sender = new RecordingSender(role);
        Connection = new SshConnection(Sender, Handler, limits);
    }

    public RecordingSender Sender { get; }

    public RecordingConnectionHandler Handler { get; } = new();

    public RecordingChannelHandler ChannelHandler { get; } = new();

    public SshConnection Connection { get; }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public SshFault? Receive(byte[] payload) => Connection.HandleNow(payload);

    /// <summary>Lets the peer open a session, and accepts it.</summary>
    public SshChannel OpenSession(uint window = 1000, uint maximumPacket = 32768, RecordingChannelHandler? handler = null)
    {
        Assert.Null(Open("session", window, maximumPacket));
        var channel = Handler.Openings[^1].Accept(handler ?? ChannelHandler);
        Assert.NotNull(channel);
        Sender.Take();
        return channel;
    }

    public SshFault? Open(string type, uint window = 1000, uint maximumPacket = 32768, byte[]? data = null)
        => Say(wire => new ChannelOpenMessage(type, PeerNumber, window, maximumPacket, data).SendTo(wire));

    public SshFault? Confirm(uint recipient, uint window = 1000, uint maximumPacket = 32768)
        => Say(wire => new ChannelOpenConfirmationMessage(recipient, PeerNumber, window, maximumPacket, []).SendTo(wire));

    public SshFault? Decline(uint recipient, string why = "no")
        => Say(wire => new ChannelOpenFailureMessage(recipient, 1, why).SendTo(wire));

    public SshFault? Data(uint recipient, string data) => Data(recipient, Text(data));

    public SshFault? Data(uint recipient, byte[] data) => Say(wire => new ChannelDataMessage(recipient, data).SendTo(wire));

    public SshFault? ExtendedData(uint recipient, uint stream, string data)
        => Say(wire => new ChannelExtendedDataMessage(recipient, stream, Text(data)).SendTo(wire));

    public SshFault? Adjust(uint recipient, uint octets) => Say(wire => new ChannelWindowAdjustMessage(recipient, octets).SendTo(wire));

    public SshFault? Only(MessageNumber number, uint recipient) => Say(wire => new ChannelOnlyMessage(number, recipient).SendTo(wire));

    public SshFault? Request(uint recipient, string name, bool wantReply = true, byte[]? data = null)
        => Say(wire => new ChannelRequestMessage(recipient, name, wantReply, data).SendTo(wire));

    public SshFault? Global(string name, bool wantReply = true, byte[]? data = null)
        => Say(wire => new GlobalRequestMessage(name, wantReply, data).SendTo(wire));

    private SshFault? Say(Action<IMessageSender> say)
    {
        say(_wire);
        return Receive(Assert.Single(_wire.Take()));
    }
}
