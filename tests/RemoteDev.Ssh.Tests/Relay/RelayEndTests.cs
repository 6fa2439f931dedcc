using RemoteDev.Ssh.Connection.Payloads;
using RemoteDev.Ssh.Relay;
using RemoteDev.Ssh.Tests.Transport;

namespace RemoteDev.Ssh.Tests.Relay;

/// <summary>One side is done before the other is.</summary>
public sealed class RelayEndTests
{
    // As dbclient does when it has seen EOF while the program still runs.
    [Fact]
    public async Task Tells_AClientThatHasClosed_HowItsProgramEnded()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = new RelayBench
        {
            Target = new EndHandler { Request = (_, request) => request.Succeed(), CloseReceived = _ => closed.SetResult() },
        };
        await bench.StartAsync();
        var channel = await bench.OpenAsync();
        Assert.True(await bench.AskAsync("exec"));
        channel.Close();
        bench.Client.Connection.Flush();
        await closed.Task.WaitAsync(Patience.Long);
        Assert.False(bench.Person.Closed.IsCompleted);

        var target = await bench.Target.Opened;
        target.Request("exit-status", new ExitStatus(5).ToArray());
        target.Close();
        bench.TargetHandler.Connection!.Flush();
        await bench.Person.Closed.WaitAsync(Patience.Long);
        await bench.Guard.Ended.WaitAsync(Patience.Long);
        Assert.Equal(5u, bench.Person.ExitStatus);
    }

    [Fact]
    public async Task Tells_HowTheProgramEnded_WhenTheGuardTakesItsTime_AndBothHaveClosed()
    {
        var verdict = new TaskCompletionSource<RelayVerdict>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = new RelayBench
        {
            Guard = new TestGuard
            {
                Request = name =>
                {
                    if (name != "exit-status")
                    {
                        return new(RelayVerdict.Pass);
                    }

                    asked.SetResult();
                    return new(verdict.Task);
                },
            },
        };
        await bench.StartAsync();
        var channel = await bench.OpenAsync();
        var target = await bench.Target.Opened;
        target.Request("exit-status", new ExitStatus(5).ToArray());
        target.Close();
        bench.TargetHandler.Connection!.Flush();
        await asked.Task.WaitAsync(Patience.Long);
        channel.Close();
        bench.Client.Connection.Flush();
        await bench.Target.Closed.WaitAsync(Patience.Long);
        Assert.False(bench.Guard.Ended.IsCompleted);

        verdict.SetResult(RelayVerdict.Pass);
        await bench.Person.Closed.WaitAsync(Patience.Long);
        await bench.Guard.Ended.WaitAsync(Patience.Long);
        Assert.Equal(5u, bench.Person.ExitStatus);
    }

    [Fact]
    public async Task Closes_ATargetThatNeverReads_WhatItsClientLeftBehind()
    {
        var time = new ManualTime();
        await using var bench = new RelayBench { Time = time, Target = SlowTarget() };
        var left = await LeaveDataBehindAsync(bench);
        Assert.False(bench.Target.Closed.IsCompleted);
        time.Advance(RelayedChannel.Patience);
        await bench.Target.Closed.WaitAsync(Patience.Long);
        await bench.Guard.Ended.WaitAsync(Patience.Long);
        Assert.InRange(bench.Target.Output.Length, 1, left - 1);
    }

    [Fact]
    public async Task Delivers_WhatAClientLeftBehind_ToATargetThatReads()
    {
        await using var bench = new RelayBench { Time = new ManualTime(), Target = SlowTarget() };
        var left = await LeaveDataBehindAsync(bench);
        (await bench.Target.Opened).Credit((uint)left);
        bench.TargetHandler.Connection!.Flush();
        await bench.Target.Closed.WaitAsync(Patience.Long);
        await bench.Guard.Ended.WaitAsync(Patience.Long);
        Assert.Equal(left, bench.Target.Output.Length);
    }

    private static EndHandler SlowTarget() => new() { IsSlow = true, Request = (_, request) => request.Succeed() };

    // More than the target's window takes. The client has closed, and the relay knows, when this returns.
    private static async Task<int> LeaveDataBehindAsync(RelayBench bench)
    {
        await bench.StartAsync();
        var channel = await bench.OpenAsync();
        var left = 0;
        for (var round = 0; round < 3; round++)
        {
            left += channel.Write(new byte[channel.RemoteWindow]);
            bench.Client.Connection.Flush();
            Assert.True(await bench.AskAsync("shell"));
        }

        channel.Close();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Client.Connection.SendGlobalRequest("no-more-sessions@openssh.com", [], (_, _) => heard.SetResult());
        bench.Client.Connection.Flush();
        await heard.Task.WaitAsync(Patience.Long);
        return left;
    }
}
