using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Connection;

/// <summary>RFC 4254 section 5.3: ends in every order.</summary>
public sealed class ChannelEndTests
{
    private readonly ConnectionBench _bench = new();

    public static TheoryData<string> Orders
    {
        get
        {
            // e, c: the peer's EOF and CLOSE; E, C: ours. Each side's EOF, if any, comes before its CLOSE.
            var orders = new TheoryData<string>();
            foreach (var order in Permutations("ecEC").Where(order => Precedes(order, 'e', 'c') && Precedes(order, 'E', 'C')))
            {
                orders.Add(order);
            }

            foreach (var order in new[] { "cC", "Cc", "ecC", "eCc", "Cec", "EcC", "ECc", "cEC", "c", "ec", "Ec", "eEc" })
            {
                orders.Add(order);
            }

            return orders;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Ends_InEveryOrder(string order)
    {
        var channel = _bench.OpenSession();
        foreach (var step in order)
        {
            switch (step)
            {
                case 'e':
                    Assert.Null(_bench.Only(MessageNumber.ChannelEof, channel.Number));
                    break;
                case 'c':
                    Assert.Null(_bench.Only(MessageNumber.ChannelClose, channel.Number));
                    break;
                case 'E':
                    channel.Eof();
                    break;
                default:
                    channel.Close();
                    break;
            }
        }

        var closedFirst = order.IndexOf('c', StringComparison.Ordinal) is var theirs
            && order.IndexOf('C', StringComparison.Ordinal) is var ours && (ours < 0 || theirs < ours);
        var eofSent = order.IndexOf('E', StringComparison.Ordinal) is var eof and >= 0 && (!closedFirst || eof < theirs);
        var eofTold = order.IndexOf('e', StringComparison.Ordinal) is var peerEof and >= 0 && (ours < 0 || peerEof < ours);
        MessageNumber[] expected = eofSent ? [MessageNumber.ChannelEof, MessageNumber.ChannelClose] : [MessageNumber.ChannelClose];
        Assert.Equal(expected, _bench.Sender.Numbers);
        Assert.Equal(eofTold ? ["opened", "eof", "closed"] : ["opened", "closed"], _bench.ChannelHandler.Told);
        Assert.Equal(0, channel.Write([1]));
    }

    [Fact]
    public void Drops_WhatComesAfterOurClose()
    {
        var channel = _bench.OpenSession();
        channel.Close();
        Assert.Null(_bench.Data(channel.Number, "late"));
        Assert.Null(_bench.ExtendedData(channel.Number, 1, "late"));
        Assert.Null(_bench.Request(channel.Number, "shell"));
        Assert.Null(_bench.Adjust(channel.Number, uint.MaxValue));
        Assert.Null(_bench.Adjust(channel.Number, uint.MaxValue));
        Assert.Null(_bench.Only(MessageNumber.ChannelSuccess, channel.Number));
        Assert.Null(_bench.Only(MessageNumber.ChannelEof, channel.Number));
        Assert.Equal(["opened"], _bench.ChannelHandler.Told);
        Assert.Null(_bench.Only(MessageNumber.ChannelClose, channel.Number));
        Assert.Equal(["opened", "closed"], _bench.ChannelHandler.Told);
        Assert.Equal([MessageNumber.ChannelClose], _bench.Sender.Numbers);
    }

    // A client that has closed still learns how its program ended, and how a program ended is no reason to go on reading.
    [Fact]
    public void Hears_BehindOurClose_HowTheProgramEnded_AndNothingElse()
    {
        var bench = new ConnectionBench(SshRole.Client);
        var channel = OpenOurs(bench);
        channel.Close();
        Assert.Null(bench.Data(channel.Number, "late"));
        Assert.Null(bench.Request(channel.Number, "eow@openssh.com", wantReply: false));
        Assert.Null(bench.Request(channel.Number, "exit-status", wantReply: false));
        Assert.Null(bench.Request(channel.Number, "exit-signal", wantReply: true));
        Assert.Null(bench.Only(MessageNumber.ChannelClose, channel.Number));
        Assert.Equal(["opened", "request exit-status"], bench.ChannelHandler.Told);
        bench.ChannelHandler.Requests[0].Succeed();
        Assert.Equal(["opened", "request exit-status", "request exit-signal"], bench.ChannelHandler.Told);
        bench.ChannelHandler.Requests[1].Succeed();
        Assert.Equal(["opened", "request exit-status", "request exit-signal", "closed"], bench.ChannelHandler.Told);
        Assert.Equal([MessageNumber.ChannelClose], bench.Sender.Numbers);
    }

    [Fact]
    public void Keeps_HowTheProgramEnded_WhenWeCloseBeforeItIsTold()
    {
        var bench = new ConnectionBench(SshRole.Client);
        var channel = OpenOurs(bench);
        Assert.Null(bench.Request(channel.Number, "eow@openssh.com", wantReply: false));
        Assert.Null(bench.Data(channel.Number, "waits"));
        Assert.Null(bench.Request(channel.Number, "exit-status", wantReply: false));
        Assert.Null(bench.Only(MessageNumber.ChannelClose, channel.Number));
        channel.Close();
        bench.ChannelHandler.Requests[0].Succeed();
        bench.ChannelHandler.Requests[1].Succeed();
        Assert.Equal(["opened", "request eow@openssh.com", "request exit-status", "closed"], bench.ChannelHandler.Told);
    }

    [Fact]
    public void Lets_AHandlerCloseLaterThanThePeer()
    {
        _bench.ChannelHandler.ClosesLater = true;
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Only(MessageNumber.ChannelClose, channel.Number));
        Assert.True(channel.IsClosedByPeer);
        Assert.Empty(_bench.Sender.Numbers);
        channel.Request("exit-status", []);
        channel.Close();
        Assert.Equal([MessageNumber.ChannelRequest, MessageNumber.ChannelClose], _bench.Sender.Numbers);
        Assert.Equal(["opened", "close", "closed"], _bench.ChannelHandler.Told);
    }

    // ssh.md 21.
    [Fact]
    public void Drops_WhatComesAfterThePeersClose()
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Only(MessageNumber.ChannelClose, channel.Number));
        Assert.Null(_bench.Data(channel.Number, "late"));
        Assert.Null(_bench.Only(MessageNumber.ChannelClose, channel.Number));
        Assert.Equal(["opened", "closed"], _bench.ChannelHandler.Told);
        Assert.Equal([MessageNumber.ChannelClose], _bench.Sender.Numbers);
    }

    [Fact]
    public void Drops_DataAfterThePeersEnd_ButNotBeyondTheWindow()
    {
        var bench = new ConnectionBench(limits: new ConnectionLimits { Window = 10 });
        var channel = bench.OpenSession();
        Assert.Null(bench.Only(MessageNumber.ChannelEof, channel.Number));
        Assert.Null(bench.Data(channel.Number, "0123456789"));
        Assert.Equal(["opened", "eof"], bench.ChannelHandler.Told);
        Assert.NotNull(bench.Data(channel.Number, "x"));
    }

    [Fact]
    public void Gives_ANewChannelANewNumber()
    {
        var first = _bench.OpenSession();
        Assert.Null(_bench.Only(MessageNumber.ChannelClose, first.Number));
        var handler = new RecordingChannelHandler();
        var second = _bench.OpenSession(handler: handler);
        Assert.NotEqual(first.Number, second.Number);
        Assert.Null(_bench.Data(first.Number, "late"));
        Assert.Equal(["opened"], handler.Told);
    }

    [Fact]
    public void Fails_RequestsThatTheChannelTookAlong()
    {
        var channel = _bench.OpenSession();
        var answers = new List<bool>();
        channel.Request("one", [], answers.Add);
        channel.Request("two", [], answers.Add);
        Assert.Null(_bench.Only(MessageNumber.ChannelSuccess, channel.Number));
        Assert.Null(_bench.Only(MessageNumber.ChannelClose, channel.Number));
        Assert.Equal([true, false], answers);
        channel.Request("three", [], answers.Add);
        Assert.Equal([true, false, false], answers);
    }

    [Fact]
    public void Closes_EveryChannelWithTheConnection_ThenTellsItsOwner()
    {
        var handlers = new[] { new RecordingChannelHandler(), new RecordingChannelHandler() };
        var channels = handlers.Select(handler => _bench.OpenSession(handler: handler)).ToList();
        Assert.Null(_bench.Request(channels[1].Number, "shell"));
        Assert.Null(_bench.Data(channels[1].Number, "waits"));
        ChannelOpenFailure? why = null;
        _bench.Connection.OpenChannel("forwarded-tcpip", [], new RecordingChannelHandler(), (_, failure) => why = failure);
        var reply = true;
        _bench.Connection.SendGlobalRequest("keepalive@openssh.com", [], (success, _) => reply = success);

        ((IMessageHandler)_bench.Connection).OnEnded(SshFault.Protocol("over"));
        ((IMessageHandler)_bench.Connection).OnEnded(SshFault.Protocol("again"));
        Assert.Equal(["opened", "closed"], handlers[0].Told);
        Assert.Equal(["opened", "request shell", "closed"], handlers[1].Told);
        Assert.Equal("over", why!.Text);
        Assert.False(reply);
        Assert.Equal("over", Assert.Single(_bench.Handler.Ends).Message);
        handlers[1].Requests[0].Succeed();
        Assert.Equal(["opened", "request shell", "closed"], handlers[1].Told);
    }

    private static SshChannel OpenOurs(ConnectionBench bench)
    {
        SshChannel? opened = null;
        bench.Connection.OpenChannel("session", [], bench.ChannelHandler, (channel, _) => opened = channel);
        Assert.Null(bench.Confirm(0));
        bench.Sender.Take();
        return opened!;
    }

    private static bool Precedes(string order, char first, char second)
        => order.IndexOf(first, StringComparison.Ordinal) < order.IndexOf(second, StringComparison.Ordinal);

    private static IEnumerable<string> Permutations(string letters)
        => letters.Length == 0 ? [""] : letters.SelectMany((letter, i) => Permutations(letters.Remove(i, 1)).Select(rest => letter + rest));
}
