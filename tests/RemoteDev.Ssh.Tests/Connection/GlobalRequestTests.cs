using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Connection;

/// <summary>RFC 4254 section 4.</summary>
public sealed class GlobalRequestTests
{
    private static readonly byte[] Address = new TcpIpForward("", 8080).ToArray();

    private readonly ConnectionBench _bench = new(limits: new ConnectionLimits { WaitingGlobalRequests = 3 });

    [Fact]
    public void Asks_ASilentPeerForAnAnswer_AndTakesAny()
    {
        Assert.True(((IMessageHandler)_bench.Connection).OnSilence());
        Assert.True(((IMessageHandler)_bench.Connection).OnSilence());
        Assert.Equal([MessageNumber.GlobalRequest, MessageNumber.GlobalRequest], _bench.Sender.Numbers);
        Assert.Null(_bench.Receive([(byte)MessageNumber.RequestFailure]));
        Assert.Null(_bench.Receive([(byte)MessageNumber.RequestSuccess]));
        Assert.NotNull(_bench.Receive([(byte)MessageNumber.RequestFailure]));
    }

    [Fact]
    public void Replies_InTheOrderOfTheRequests()
    {
        Assert.Null(_bench.Global("tcpip-forward", data: Address));
        Assert.Null(_bench.Global("no-more-sessions@openssh.com", wantReply: false));
        Assert.Null(_bench.Global("cancel-tcpip-forward", data: Address));
        var requests = _bench.Handler.Requests;
        Assert.Equal(
            ["tcpip-forward", "no-more-sessions@openssh.com", "cancel-tcpip-forward"],
            requests.Select(r => r.Name), StringComparer.Ordinal);

        requests[2].Fail();
        requests[1].Succeed();
        Assert.Empty(_bench.Sender.Sent);
        requests[0].Succeed(new TcpIpForwardReply(8080).ToArray());
        requests[0].Fail();
        Assert.Equal([[81, 0, 0, 0x1f, 0x90], [82]], _bench.Sender.Sent);
    }

    [Fact]
    public void Fails_WhatIsUnknown_InItsTurn()
    {
        Assert.Null(_bench.Global("tcpip-forward", data: Address));
        Assert.Null(_bench.Global("keepalive@openssh.com"));
        Assert.Null(_bench.Global("unknown@example.org", wantReply: false));
        Assert.Empty(_bench.Sender.Sent);
        Assert.Single(_bench.Handler.Requests).Succeed();
        Assert.Equal([[81], [82]], _bench.Sender.Sent);
    }

    [Fact]
    public void Fails_WhatIsMalformed()
    {
        Assert.Null(_bench.Global("tcpip-forward", data: [0, 0, 0, 0, 0, 1, 0, 0]));
        Assert.Equal([[82]], _bench.Sender.Sent);
        Assert.Empty(_bench.Handler.Requests);
    }

    [Fact]
    public void Disconnects_WhenTooManyWait()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(_bench.Global("tcpip-forward", data: Address));
        }

        Assert.NotNull(_bench.Global("tcpip-forward", data: Address));
    }

    [Fact]
    public void Pairs_RepliesWithRequestsInOrder()
    {
        var replies = new List<string>();
        _bench.Connection.SendGlobalRequest("a", [1], (success, payload) => replies.Add($"a {success} {payload.Length}"));
        _bench.Connection.SendGlobalRequest("b", []);
        _bench.Connection.SendGlobalRequest("c", [], (success, payload) => replies.Add($"c {success} {payload.Length}"));
        Assert.Null(_bench.Receive([(byte)MessageNumber.RequestSuccess, 1, 2, 3]));
        Assert.Null(_bench.Receive([(byte)MessageNumber.RequestFailure]));
        Assert.Equal(["a True 3", "c False 0"], replies);
        Assert.NotNull(_bench.Receive([(byte)MessageNumber.RequestFailure]));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 80 })]
    [InlineData(new byte[] { 82, 0 })]
    [InlineData(new byte[] { 83 })]
    [InlineData(new byte[] { 50 })]
    [InlineData(new byte[] { 52 })]
    [InlineData(new byte[] { 90, 0, 0, 0, 7 })]
    [InlineData(new byte[] { 94, 0, 0, 0, 0, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 96, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 101 })]
    [InlineData(new byte[] { 255 })]
    public void Disconnects_ForWhatIsNoMessageOfAConnection(byte[] payload)
    {
        _bench.OpenSession();
        Assert.NotNull(_bench.Receive(payload));
    }
}
