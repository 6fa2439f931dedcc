using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh.Tests.Relay;

/// <summary>Channels that a target opens towards its client.</summary>
public sealed class RelayBackTests
{
    public static TheoryData<string, byte[]> Openings => new()
    {
        { "forwarded-tcpip", [0, 0, 0, 1, (byte)'a', 0, 0, 0, 80, 0, 0, 0, 1, (byte)'b', 0, 0, 1, 0] },
        { "forwarded-streamlocal@openssh.com", [0, 0, 0, 2, (byte)'/', (byte)'s', 0, 0, 0, 0] },
        { "auth-agent@openssh.com", [] },
        { "x11", [0, 0, 0, 1, (byte)'b', 0, 0, 1, 0] },
    };

    [Theory]
    [MemberData(nameof(Openings))]
    public async Task Carries_DataBothWays(string type, byte[] payload)
    {
        var atClient = new EndHandler { Data = (channel, data) => channel.Write(data), Eof = channel => channel.Close() };
        var opened = new TaskCompletionSource<ChannelOpening>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = new RelayBench
        {
            ClientHandler = new AcceptingHandler(opening =>
            {
                opened.SetResult(opening);
                opening.Accept(atClient);
            }),
        };
        await bench.StartAsync();
        var atTarget = new EndHandler { Data = (channel, _) => channel.Eof() };
        var refused = Open(bench, type, payload, atTarget);
        Assert.Null(await refused.WaitAsync(Patience.Long));
        (await atTarget.Opened).Write("ping"u8);
        bench.TargetHandler.Connection!.Flush();
        await atTarget.Closed.WaitAsync(Patience.Long);
        await bench.Guard.Ended.WaitAsync(Patience.Long);
        Assert.Equal(("ping", "ping"), (atClient.Text, atTarget.Text));
        Assert.Equal(type, (await opened.Task).Type);
        Assert.Equal(payload, (await opened.Task).Payload.ToArray());
    }

    [Fact]
    public async Task Refuses_WhatTheGuardOrTheClientDoesNotWant()
    {
        foreach (var guard in (TestGuard[])[new() { Open = _ => new(Ssh.Relay.RelayVerdict.Refuse("No agents.")) }, new()])
        {
            await using var bench = new RelayBench { Guard = guard };
            await bench.StartAsync();
            Assert.NotNull(await Open(bench, "auth-agent@openssh.com", [], new EndHandler()).WaitAsync(Patience.Long));
            await guard.Ended.WaitAsync(Patience.Long);
        }
    }

    private static Task<ChannelOpenFailure?> Open(RelayBench bench, string type, byte[] payload, EndHandler end)
    {
        var refused = new TaskCompletionSource<ChannelOpenFailure?>(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.TargetHandler.Connection!.OpenChannel(type, payload, end, (_, why) => refused.SetResult(why));
        bench.TargetHandler.Connection!.Flush();
        return refused.Task;
    }

    private sealed class AcceptingHandler(Action<ChannelOpening> open) : ISshConnectionHandler
    {
        public void OnChannelOpen(ChannelOpening opening) => open(opening);

        public void OnGlobalRequest(GlobalRequest request) => request.Fail();
    }
}
