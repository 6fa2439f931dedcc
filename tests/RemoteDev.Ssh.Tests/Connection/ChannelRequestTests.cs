using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Messages;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Connection;

public sealed class ChannelRequestTests
{
    private readonly ConnectionBench _bench = new(
        limits: new ConnectionLimits { WaitingRequests = 3, WaitingRequestOctets = 100, WaitingMessages = 8 });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Holds_WhatFollowsUntilARequestIsAnswered(bool wantReply)
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Request(channel.Number, "exec", wantReply));
        Assert.Null(_bench.Data(channel.Number, "one "));
        Assert.Null(_bench.Data(channel.Number, "two"));
        Assert.Null(_bench.ExtendedData(channel.Number, 1, "three"));
        Assert.Null(_bench.Request(channel.Number, "signal", wantReply: false));
        Assert.Null(_bench.Only(MessageNumber.ChannelEof, channel.Number));
        Assert.Null(_bench.Only(MessageNumber.ChannelClose, channel.Number));
        Assert.Equal(["opened", "request exec"], _bench.ChannelHandler.Told);
        Assert.Empty(_bench.Sender.Sent);
        Assert.True(channel.IsClosedByPeer);

        _bench.ChannelHandler.Requests[0].Succeed();
        Assert.Equal(
            ["opened", "request exec", "data one two", "stderr three", "request signal"],
            _bench.ChannelHandler.Told, StringComparer.Ordinal);
        Assert.Equal(wantReply ? [MessageNumber.ChannelSuccess] : [], _bench.Sender.Numbers);

        _bench.ChannelHandler.Requests[1].Fail();
        Assert.Equal(["eof", "closed"], _bench.ChannelHandler.Told.Skip(5), StringComparer.Ordinal);
        Assert.Equal(MessageNumber.ChannelClose, _bench.Sender.Numbers.Last());
    }

    [Fact]
    public void Answers_OnTheRightChannelAndOnce()
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Request(channel.Number, "exec"));
        _bench.ChannelHandler.Requests[0].Fail();
        _bench.ChannelHandler.Requests[0].Succeed();
        Assert.True(ChannelOnlyMessage.TryRead(Assert.Single(_bench.Sender.Sent), out var answer));
        Assert.Equal(MessageNumber.ChannelFailure, answer.Number);
        Assert.Equal(ConnectionBench.PeerNumber, answer.Recipient);
        Assert.Equal(1, _bench.Sender.Flushes);
    }

    [Fact]
    public void Answers_AtOnceWithoutWaiting()
    {
        _bench.ChannelHandler.Decide = request => request.Succeed();
        var channel = _bench.OpenSession();
        for (var i = 0; i < 20; i++)
        {
            Assert.Null(_bench.Request(channel.Number, "env"));
        }

        Assert.Null(_bench.Data(channel.Number, "go"));
        Assert.Equal(20, _bench.Sender.Numbers.Count(number => number == MessageNumber.ChannelSuccess));
        Assert.Equal("data go", _bench.ChannelHandler.Told[^1]);
        Assert.Equal(0, _bench.Sender.Flushes);
    }

    [Fact]
    public void Lets_CreditAndAnswersPassAnUndecidedRequest()
    {
        var channel = _bench.OpenSession(window: 0);
        Assert.Null(_bench.Request(channel.Number, "shell"));
        var answered = false;
        channel.Request("keepalive@openssh.com", [], _ => answered = true);
        Assert.Null(_bench.Only(MessageNumber.ChannelFailure, channel.Number));
        Assert.Null(_bench.Adjust(channel.Number, 4));
        Assert.True(answered);
        Assert.Equal(4, channel.Write(new byte[5]));
    }

    [Fact]
    public void Disconnects_WhenTooManyRequestsWait()
    {
        var channel = _bench.OpenSession();
        for (var i = 0; i < 4; i++)
        {
            Assert.Null(_bench.Request(channel.Number, "env"));
        }

        Assert.NotNull(_bench.Request(channel.Number, "env"));
    }

    [Fact]
    public void Disconnects_WhenTooLongRequestsWait()
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Request(channel.Number, "shell"));
        Assert.Null(_bench.Request(channel.Number, "env", data: new byte[60]));
        Assert.NotNull(_bench.Request(channel.Number, "env", data: new byte[60]));
    }

    // A message for each octet, in turns so that none joins the one before, must not cost more than its share.
    [Fact]
    public void Disconnects_WhenTooManyMessagesWait()
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Request(channel.Number, "shell"));
        for (var i = 0; i < 4; i++)
        {
            Assert.Null(_bench.Data(channel.Number, "x"));
            Assert.Null(_bench.ExtendedData(channel.Number, 1, "y"));
        }

        Assert.Null(_bench.ExtendedData(channel.Number, 1, "joins the one before"));
        Assert.NotNull(_bench.Data(channel.Number, "x"));
    }

    [Fact]
    public void Forgets_WhatWaits_WhenWeClose()
    {
        var channel = _bench.OpenSession();
        Assert.Null(_bench.Request(channel.Number, "shell"));
        Assert.Null(_bench.Data(channel.Number, "x"));
        Assert.Null(_bench.Only(MessageNumber.ChannelClose, channel.Number));
        channel.Close();
        Assert.Equal(["opened", "request shell", "closed"], _bench.ChannelHandler.Told);
        _bench.ChannelHandler.Requests[0].Succeed();
        Assert.Equal([MessageNumber.ChannelClose], _bench.Sender.Numbers);
    }

    [Fact]
    public void Disconnects_ForAnswersToNothing()
    {
        var channel = _bench.OpenSession();
        channel.Request("window-change", []);
        Assert.NotNull(_bench.Only(MessageNumber.ChannelSuccess, channel.Number));
    }

    [Fact]
    public void Pairs_AnswersWithRequestsInOrder()
    {
        var channel = _bench.OpenSession();
        var answers = new List<string>();
        channel.Request("a", [], success => answers.Add($"a {success}"));
        channel.Request("b", []);
        channel.Request("c", [], success => answers.Add($"c {success}"));
        Assert.Null(_bench.Only(MessageNumber.ChannelFailure, channel.Number));
        Assert.Null(_bench.Only(MessageNumber.ChannelSuccess, channel.Number));
        Assert.Equal(["a False", "c True"], answers);
    }

    [Fact]
    public void Tells_OneThingAtATime_WhenAnswersComeFromOtherThreads()
    {
        var bench = new ConnectionBench();
        using var decided = new SemaphoreSlim(0);
        var queue = new System.Collections.Concurrent.BlockingCollection<ChannelRequest>();
        bench.ChannelHandler.Decide = queue.Add;
        var channel = bench.OpenSession();
        var deciding = new Thread(() =>
        {
            foreach (var request in queue.GetConsumingEnumerable())
            {
                request.Succeed();
                decided.Release();
            }
        });
        deciding.Start();

        var expected = new List<string> { "opened" };
        for (var i = 0; i < 2000; i++)
        {
            Assert.Null(bench.Request(channel.Number, $"r{i}"));
            Assert.Null(bench.Data(channel.Number, $"{i}"));
            expected.Add($"request r{i}");
            expected.Add($"data {i}");
            if (i % 40 == 39)
            {
                for (var j = 0; j < 40; j++)
                {
                    decided.Wait();
                }
            }
        }

        queue.CompleteAdding();
        deciding.Join();
        Assert.False(bench.ChannelHandler.WasToldTwoThingsAtOnce);
        Assert.Equal(expected, bench.ChannelHandler.Told);
        Assert.Equal(2000, bench.Sender.Numbers.Count(number => number == MessageNumber.ChannelSuccess));
        queue.Dispose();
    }
}
