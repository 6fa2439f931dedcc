using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Messages;
using RemoteDev.Ssh.Connection.Payloads;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Connection;

public sealed class ChannelOpeningTests
{
    private readonly ConnectionBench _bench = new();

    [Fact]
    public void Accepts_LaterAndFromAnotherThread_AndFlushes()
    {
        Assert.Null(_bench.Open("session"));
        Assert.Empty(_bench.Sender.Sent);

        var opening = Assert.Single(_bench.Handler.Openings);
        var accepting = new Thread(() => opening.Accept(_bench.ChannelHandler));
        accepting.Start();
        accepting.Join();

        Assert.True(ChannelOpenConfirmationMessage.TryRead(Assert.Single(_bench.Sender.Sent), out var confirmation));
        Assert.Equal(ConnectionBench.PeerNumber, confirmation.Recipient);
        Assert.Equal(0u, confirmation.Sender);
        Assert.Equal(1024u * 1024, confirmation.Window);
        Assert.Equal(32768u, confirmation.MaximumPacket);
        Assert.Equal(1, _bench.Sender.Flushes);
        Assert.Equal(["opened"], _bench.ChannelHandler.Told);
    }

    [Fact]
    public void LeavesFlushingToTheReadLoop_WhenAcceptedAtOnce()
    {
        _bench.Handler.Decide = opening => opening.Accept(_bench.ChannelHandler);
        Assert.Null(_bench.Open("session"));
        Assert.Equal([MessageNumber.ChannelOpenConfirmation], _bench.Sender.Numbers);
        Assert.Equal(0, _bench.Sender.Flushes);
    }

    [Fact]
    public void Answers_Once()
    {
        Assert.Null(_bench.Open("session"));
        var opening = _bench.Handler.Openings[0];
        opening.Refuse(OpenFailureReason.AdministrativelyProhibited, "not today");
        Assert.Null(opening.Accept(_bench.ChannelHandler));
        opening.Refuse(OpenFailureReason.ConnectFailed, "again");

        Assert.True(ChannelOpenFailureMessage.TryRead(Assert.Single(_bench.Sender.Sent), out var failure));
        Assert.Equal(ConnectionBench.PeerNumber, failure.Recipient);
        Assert.Equal(1u, failure.Reason);
        Assert.Equal("not today", failure.Description);
    }

    [Theory]
    [InlineData(SshRole.Server, "forwarded-tcpip")]
    [InlineData(SshRole.Server, "x11")]
    [InlineData(SshRole.Server, "Session")]
    [InlineData(SshRole.Server, "session@example.org")]
    [InlineData(SshRole.Client, "session")]
    [InlineData(SshRole.Client, "direct-tcpip")]
    public void Refuses_TypesThatArentAskedOfThisRole(SshRole role, string type)
    {
        var bench = new ConnectionBench(role);
        Assert.Null(bench.Open(type));
        Assert.True(ChannelOpenFailureMessage.TryRead(Assert.Single(bench.Sender.Sent), out var failure));
        Assert.Equal((uint)OpenFailureReason.UnknownChannelType, failure.Reason);
        Assert.Empty(bench.Handler.Openings);
    }

    // ssh.md 16.
    [Theory]
    [InlineData(65536u)]
    [InlineData(uint.MaxValue)]
    [InlineData(0u)]
    [InlineData(65536u + 22)]
    public void Refuses_DirectTcpIpToAPortThatIsNone(uint port)
    {
        using var writer = SshWriter.Blob();
        writer.WriteText("localhost");
        writer.WriteUInt32(port);
        writer.WriteText("127.0.0.1");
        writer.WriteUInt32(1);
        Assert.Null(_bench.Open("direct-tcpip", data: writer.ToArray()));
        Assert.Equal([MessageNumber.ChannelOpenFailure], _bench.Sender.Numbers);
        Assert.Empty(_bench.Handler.Openings);
    }

    [Fact]
    public void Hands_DirectTcpIpOn()
    {
        var address = new DirectTcpIp("db.internal", 5432, "127.0.0.1", 65535);
        Assert.Null(_bench.Open("direct-tcpip", data: address.ToArray()));
        var opening = Assert.Single(_bench.Handler.Openings);
        Assert.Equal(address, DirectTcpIp.Read(opening.Payload.Span));
    }

    // ssh.md 21.
    [Theory]
    [InlineData(0u)]
    [InlineData(255u)]
    public void Refuses_AMaximumPacketOfNothing(uint maximumPacket)
    {
        Assert.Null(_bench.Open("session", maximumPacket: maximumPacket));
        Assert.Equal([MessageNumber.ChannelOpenFailure], _bench.Sender.Numbers);
        Assert.Empty(_bench.Handler.Openings);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(255u)]
    public void Disconnects_WhenOurChannelIsConfirmedWithAMaximumPacketOfNothing(uint maximumPacket)
    {
        _bench.Connection.OpenChannel("session", [], _bench.ChannelHandler, (_, _) => { });
        Assert.NotNull(_bench.Confirm(0, maximumPacket: maximumPacket));
    }

    // ssh.md 15.
    [Fact]
    public void Refuses_TheSixtyFifthChannel_UndecidedOnesCounted()
    {
        for (var i = 0; i < 64; i++)
        {
            Assert.Null(_bench.Open("session"));
        }

        Assert.Empty(_bench.Sender.Sent);
        Assert.Null(_bench.Open("session"));
        Assert.True(ChannelOpenFailureMessage.TryRead(Assert.Single(_bench.Sender.Take()), out var failure));
        Assert.Equal((uint)OpenFailureReason.ResourceShortage, failure.Reason);

        _bench.Handler.Openings[0].Refuse(OpenFailureReason.AdministrativelyProhibited, "no");
        Assert.Null(_bench.Open("session"));
        Assert.Equal(65, _bench.Handler.Openings.Count);
    }

    [Fact]
    public void Counts_HalfOpenChannelsOfOurs()
    {
        var refusals = new List<ChannelOpenFailure?>();
        for (var i = 0; i < 65; i++)
        {
            _bench.Connection.OpenChannel("forwarded-tcpip", [], new RecordingChannelHandler(), (_, failure) => refusals.Add(failure));
        }

        Assert.Equal(OpenFailureReason.ResourceShortage, Assert.Single(refusals)!.Reason);
        Assert.Equal(64, _bench.Sender.Take().Count);
        Assert.Null(_bench.Open("session"));
        Assert.Equal([MessageNumber.ChannelOpenFailure], _bench.Sender.Numbers);

        Assert.Null(_bench.Decline(3));
        Assert.Null(_bench.Open("session"));
        Assert.Single(_bench.Handler.Openings);
    }

    [Fact]
    public void Frees_AChannelOnlyWhenBothHaveClosed()
    {
        var bench = new ConnectionBench(limits: new ConnectionLimits { Channels = 1 });
        var channel = bench.OpenSession();
        channel.Close();
        Assert.Null(bench.Open("session"));
        Assert.Single(bench.Handler.Openings);
        Assert.Null(bench.Only(MessageNumber.ChannelClose, channel.Number));
        Assert.Null(bench.Open("session"));
        Assert.Equal(2, bench.Handler.Openings.Count);
    }

    [Fact]
    public void Tells_OfOurChannelWhenItIsConfirmed()
    {
        SshChannel? opened = null;
        _bench.Connection.OpenChannel("forwarded-tcpip", [1, 2], _bench.ChannelHandler, (channel, _) => opened = channel);
        Assert.True(ChannelOpenMessage.TryRead(Assert.Single(_bench.Sender.Take()), out var message));
        Assert.Equal("forwarded-tcpip", message.Type);
        Assert.Equal([1, 2], message.Data.ToArray());
        Assert.Null(opened);

        Assert.Null(_bench.Confirm(message.Sender, window: 5));
        Assert.NotNull(opened);
        Assert.Equal(5u, opened.RemoteWindow);
        Assert.Same(opened, _bench.ChannelHandler.Channel);
        Assert.Equal(5, opened.Write(ConnectionBench.Text("hello world")));
        Assert.True(ChannelDataMessage.TryRead(Assert.Single(_bench.Sender.Take()), out var data));
        Assert.Equal(ConnectionBench.PeerNumber, data.Recipient);
    }

    [Fact]
    public void Tells_WhyOurChannelIsNotOpened_WithoutThePeersControlCharacters()
    {
        ChannelOpenFailure? why = null;
        _bench.Connection.OpenChannel("forwarded-tcpip", [], _bench.ChannelHandler, (_, failure) => why = failure);
        Assert.Null(_bench.Decline(0, "no\u001b]52;c;\u0007"));
        Assert.Equal("no?]52;c;?", why!.Text);
        Assert.Empty(_bench.ChannelHandler.Told);
        Assert.NotNull(_bench.Confirm(0));
    }

    [Fact]
    public void Disconnects_ForAConfirmationOfNothing()
    {
        Assert.NotNull(_bench.Confirm(0));
        Assert.NotNull(new ConnectionBench().Decline(0));
        var twice = new ConnectionBench();
        twice.Connection.OpenChannel("forwarded-tcpip", [], twice.ChannelHandler, (_, _) => { });
        Assert.Null(twice.Confirm(0));
        Assert.NotNull(twice.Confirm(0));
    }

    [Fact]
    public void Disconnects_WhenThePeerConfirmsItsOwnChannel()
    {
        Assert.Null(_bench.Open("session"));
        Assert.NotNull(_bench.Confirm(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Disconnects_ForDataBeforeTheConfirmation(bool ours)
    {
        if (ours)
        {
            _bench.Connection.OpenChannel("forwarded-tcpip", [], _bench.ChannelHandler, (_, _) => { });
        }
        else
        {
            Assert.Null(_bench.Open("session"));
        }

        Assert.NotNull(_bench.Data(0, "early"));
        Assert.Empty(_bench.ChannelHandler.Told);
    }

    [Fact]
    public void Disconnects_ForAChannelNeverOpened()
    {
        _bench.OpenSession();
        Assert.NotNull(_bench.Data(1, "x"));
        Assert.NotNull(_bench.Data(uint.MaxValue, "x"));
        Assert.NotNull(_bench.Request(1, "shell"));
        foreach (var number in new[] { MessageNumber.ChannelEof, MessageNumber.ChannelClose, MessageNumber.ChannelSuccess })
        {
            Assert.NotNull(_bench.Only(number, 1));
        }
    }

    [Fact]
    public void AcceptsNothing_OnceTheConnectionHasEnded()
    {
        Assert.Null(_bench.Open("session"));
        ((IMessageHandler)_bench.Connection).OnEnded(SshFault.Protocol("over"));
        Assert.Null(_bench.Handler.Openings[0].Accept(_bench.ChannelHandler));
        Assert.Empty(_bench.ChannelHandler.Told);

        ChannelOpenFailure? why = null;
        _bench.Connection.OpenChannel("forwarded-tcpip", [], _bench.ChannelHandler, (_, failure) => why = failure);
        Assert.Equal("over", why!.Text);
    }
}
