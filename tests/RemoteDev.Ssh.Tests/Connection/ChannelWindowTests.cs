using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Messages;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Connection;

/// <summary>RFC 4254 section 5.2; ssh.md 10. Regressions, SSH 8.</summary>
public sealed class ChannelWindowTests
{
    private readonly ConnectionBench _bench = new(limits: new ConnectionLimits { Window = 400, Packet = 300 });

    [Fact]
    public void Writes_NoMoreThanTheWindow_InPacketsThePeerTakes()
    {
        var channel = _bench.OpenSession(window: 700, maximumPacket: 256);
        Assert.Equal(700, channel.Write(new byte[1000]));
        var lengths = _bench.Sender.Take().Select(payload => ChannelDataMessage.TryRead(payload, out var m) ? m.Data.Length : -1);
        Assert.Equal([256, 256, 188], lengths);
        Assert.Equal(0u, channel.RemoteWindow);
        Assert.Equal(0, channel.Write(new byte[1]));
        Assert.Empty(_bench.Sender.Sent);

        Assert.Null(_bench.Adjust(channel.Number, 3));
        Assert.Equal(1, _bench.ChannelHandler.Windows);
        Assert.Equal(3, channel.Write(new byte[10], stream: 1));
        Assert.True(ChannelExtendedDataMessage.TryRead(Assert.Single(_bench.Sender.Sent), out var stderr));
        Assert.Equal(1u, stderr.Stream);
        Assert.Equal(3, stderr.Data.Length);
    }

    [Fact]
    public void Writes_NothingIntoAWindowOfNothing()
    {
        var channel = _bench.OpenSession(window: 0);
        Assert.Equal(0, channel.Write(new byte[1]));
        Assert.Empty(_bench.Sender.Sent);
    }

    // CVE-2025-54804, CVE-2026-46673.
    [Fact]
    public void Disconnects_WhenAWindowOverflows()
    {
        var channel = _bench.OpenSession(window: 1);
        Assert.Null(_bench.Adjust(channel.Number, uint.MaxValue - 1));
        Assert.Equal(uint.MaxValue, channel.RemoteWindow);
        Assert.NotNull(_bench.Adjust(channel.Number, 1));
    }

    [Fact]
    public void Ignores_CreditOfNothing()
    {
        var channel = _bench.OpenSession(window: uint.MaxValue);
        Assert.Null(_bench.Adjust(channel.Number, 0));
        Assert.Equal(0, _bench.ChannelHandler.Windows);
    }

    [Fact]
    public void Disconnects_ForDataBeyondTheWindow()
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Data(channel.Number, new byte[300]));
        Assert.Null(_bench.Data(channel.Number, new byte[100]));
        Assert.NotNull(_bench.Data(channel.Number, new byte[1]));
    }

    [Fact]
    public void Disconnects_ForDataBeyondTheWindow_ErrorStreamCounted()
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Data(channel.Number, new byte[300]));
        Assert.NotNull(_bench.ExtendedData(channel.Number, 1, new string('x', 101)));
    }

    [Fact]
    public void Disconnects_ForAPacketLargerThanAnnounced()
        => Assert.NotNull(_bench.Data(_bench.OpenSession().Number, new byte[301]));

    [Fact]
    public void Disconnects_ForAWindowExceededWhileARequestIsUndecided()
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Request(channel.Number, "shell"));
        Assert.Null(_bench.Data(channel.Number, new byte[300]));
        Assert.Null(_bench.Data(channel.Number, new byte[100]));
        Assert.NotNull(_bench.Data(channel.Number, new byte[1]));
    }

    // warpgate#2292: a reader that is slow must stop the writer.
    [Fact]
    public void Credits_OnlyWhatWasHandedOn_InLots()
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Data(channel.Number, new byte[300]));
        Assert.Empty(_bench.Sender.Sent);
        channel.Credit(99);
        Assert.Empty(_bench.Sender.Sent);
        channel.Credit(1);
        Assert.True(ChannelWindowAdjustMessage.TryRead(Assert.Single(_bench.Sender.Take()), out var adjust));
        Assert.Equal(100u, adjust.Octets);
        Assert.Equal(ConnectionBench.PeerNumber, adjust.Recipient);
        Assert.Null(_bench.Data(channel.Number, new byte[200]));
        Assert.NotNull(_bench.Data(channel.Number, new byte[1]));
    }

    [Fact]
    public void Credits_NeverMoreThanWasReceived()
    {
        var channel = _bench.OpenSession();
        channel.Credit(uint.MaxValue);
        channel.Credit(uint.MaxValue);
        Assert.Empty(_bench.Sender.Sent);
        Assert.Null(_bench.Data(channel.Number, new byte[300]));
        channel.Credit(uint.MaxValue);
        channel.Credit(uint.MaxValue);
        Assert.True(ChannelWindowAdjustMessage.TryRead(Assert.Single(_bench.Sender.Take()), out var adjust));
        Assert.Equal(300u, adjust.Octets);
    }

    [Fact]
    public void Credits_NothingAfterThePeersEnd()
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Data(channel.Number, new byte[300]));
        Assert.Null(_bench.Only(MessageNumber.ChannelEof, channel.Number));
        channel.Credit(300);
        Assert.Empty(_bench.Sender.Sent);
    }

    [Fact]
    public void Drops_DataOfNoLength()
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Data(channel.Number, []));
        Assert.Equal(["opened"], _bench.ChannelHandler.Told);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(2u)]
    [InlineData(uint.MaxValue)]
    public void Disconnects_ForADataTypeThatIsNone(uint stream)
        => Assert.NotNull(_bench.ExtendedData(_bench.OpenSession().Number, stream, "x"));

    [Fact]
    public void Tells_ChannelsWhenTheTransportHasDrained()
    {
        _bench.OpenSession();
        ((IMessageHandler)_bench.Connection).OnDrained();
        Assert.Equal(1, _bench.Handler.Drains);
        Assert.Equal(1, _bench.ChannelHandler.Windows);
    }
}
