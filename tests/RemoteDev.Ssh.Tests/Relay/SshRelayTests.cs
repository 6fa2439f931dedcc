using System.Text;
using RemoteDev.Ssh.Connection.Payloads;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Ssh.Tests.Relay;

public sealed class SshRelayTests
{
    [Fact]
    public async Task Carries_DataBothWaysAndHowItEnded()
    {
        await using var bench = new RelayBench
        {
            Target = new EndHandler
            {
                Request = (_, request) => request.Succeed(),
                Data = (channel, data) => channel.Write(data),
                Eof = channel =>
                {
                    channel.Write("bad"u8, stream: 1);
                    channel.Request("exit-status", new ExitStatus(7).ToArray());
                    channel.Eof();
                    channel.Close();
                },
            },
        };
        await bench.StartAsync();
        var channel = await bench.OpenAsync();
        Assert.True(await bench.AskAsync("exec"));
        Assert.Equal(5, channel.Write("hello"u8));
        channel.Eof();
        bench.Client.Connection.Flush();
        await bench.Person.Closed.WaitAsync(Patience.Long);
        await bench.Guard.Ended.WaitAsync(Patience.Long);
        Assert.Equal(("hello", "bad", 7u), (bench.Person.Text, bench.Person.ErrorText, bench.Person.ExitStatus));
        Assert.Equal(["Client exec", "Server exit-status"], bench.Guard.Asked, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Refuses_AnOpening_WithTheGuardsWords()
    {
        await using var bench = new RelayBench { Guard = new TestGuard { Open = _ => new(RelayVerdict.Refuse("Not today.")) } };
        await bench.StartAsync();
        Assert.Equal("Not today.", (await bench.TryOpenAsync())?.Text);
        await bench.Guard.Ended.WaitAsync(Patience.Long);
        Assert.False(bench.Target.Opened.IsCompleted);
    }

    [Fact]
    public async Task Refuses_AnOpening_WhenTheGuardFails()
    {
        await using var bench = new RelayBench { Guard = new TestGuard { Open = _ => throw new InvalidOperationException("a bug") } };
        await bench.StartAsync();
        Assert.NotNull(await bench.TryOpenAsync());
        Assert.False(bench.Target.Opened.IsCompleted);
    }

    [Fact]
    public async Task Refuses_ARequest_AndTheTargetNeverHearsOfIt()
    {
        var heard = new List<string>();
        await using var bench = new RelayBench
        {
            Guard = new TestGuard { Request = name => new(name == "x11-req" ? RelayVerdict.Refuse("No displays.") : RelayVerdict.Pass) },
            Target = new EndHandler
            {
                Request = (_, request) =>
                {
                    heard.Add(request.Name);
                    request.Succeed();
                },
            },
        };
        await bench.StartAsync();
        await bench.OpenAsync();
        Assert.False(await bench.AskAsync("x11-req"));
        Assert.True(await bench.AskAsync("shell"));
        Assert.Equal("No displays.\r\n", bench.Person.ErrorText);
        Assert.Equal(["shell"], heard, StringComparer.Ordinal);
    }

    // OpenSSH shows nothing of what comes for a program that was refused, and all of what comes from one that ran.
    [Fact]
    public async Task Says_WhyAProgramIsRefused_AsIfTheProgramSaidIt()
    {
        var heard = 0;
        await using var bench = new RelayBench
        {
            Guard = new TestGuard { Request = _ => new(RelayVerdict.Refuse("No commands.")) },
            Target = new EndHandler { Request = (_, _) => heard++ },
        };
        await bench.StartAsync();
        await bench.OpenAsync();
        Assert.True(await bench.AskAsync("exec"));
        await bench.Person.Closed.WaitAsync(Patience.Long);
        Assert.Equal(("No commands.\r\n", 1u, 0), (bench.Person.ErrorText, bench.Person.ExitStatus, heard));
    }

    // dbclient wants no reply: without an end it would wait for ever.
    [Fact]
    public async Task Ends_AChannel_WhoseRefusedCommandWantedNoReply()
    {
        await using var bench = new RelayBench { Guard = new TestGuard { Request = _ => new(RelayVerdict.Refuse("No commands.")) } };
        await bench.StartAsync();
        var channel = await bench.OpenAsync();
        channel.Request("exec", new ExecRequest("true").ToArray());
        bench.Client.Connection.Flush();
        await bench.Person.Closed.WaitAsync(Patience.Long);
        await bench.Target.Closed.WaitAsync(Patience.Long);
        Assert.Equal(("No commands.\r\n", 1u), (bench.Person.ErrorText, bench.Person.ExitStatus));
    }

    [Fact]
    public async Task Waits_ForASlowVerdict_InThatChannel()
    {
        var verdict = new TaskCompletionSource<RelayVerdict>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = new RelayBench { Guard = new TestGuard { Request = _ => new(verdict.Task) } };
        await bench.StartAsync();
        var channel = await bench.OpenAsync();
        var asked = bench.AskAsync("shell");
        channel.Write("early"u8);
        bench.Client.Connection.Flush();
        Assert.Equal(0, bench.Target.Output.Length);
        verdict.SetResult(RelayVerdict.Pass);
        Assert.True(await asked);
        channel.Close();
        bench.Client.Connection.Flush();
        await bench.Guard.Ended.WaitAsync(Patience.Long);
        Assert.Equal("early", bench.Target.Text);
    }

    [Theory]
    [InlineData("keepalive@openssh.com")]
    [InlineData("pty-req")]
    [InlineData("exec")]
    public async Task Refuses_WhatAServerMayNotAsk(string name)
    {
        await using var bench = new RelayBench();
        await bench.StartAsync();
        await bench.OpenAsync();
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        (await bench.Target.Opened).Request(name, [], answer.SetResult);
        bench.TargetHandler.Connection!.Flush();
        Assert.False(await answer.Task.WaitAsync(Patience.Long));
        Assert.Empty(bench.Guard.Asked);
    }

    [Fact]
    public async Task LetsAFilter_RewriteAnswerAndEnd()
    {
        await using var bench = new RelayBench
        {
            Guard = new TestGuard { Filter = from => from == RelaySide.Client ? new ShoutingFilter() : null },
        };
        await bench.StartAsync();
        var channel = await bench.OpenAsync();
        channel.Write("quiet"u8);
        channel.Write("?"u8);
        channel.Write("!"u8);
        bench.Client.Connection.Flush();
        await bench.Guard.Ended.WaitAsync(Patience.Long);
        await bench.Person.Closed.WaitAsync(Patience.Long);
        Assert.Equal("QUIET", bench.Target.Text);
        Assert.Equal(("answer", "Ended.\r\n", 9u), (bench.Person.Text, bench.Person.ErrorText, bench.Person.ExitStatus));
    }

    [Fact]
    public async Task GivesNoCredit_WhileTheReaderTakesNothing_OrTheGuardHoldsBack()
    {
        await using var bench = new RelayBench { Guard = new TestGuard { HoldsBack = true } };
        await bench.StartAsync();
        var channel = await bench.OpenAsync();
        var window = (int)channel.RemoteWindow;
        Assert.Equal(window, channel.Write(new byte[window]));
        bench.Client.Connection.Flush();
        Assert.True(await bench.AskAsync("shell"));
        Assert.Equal(0u, channel.RemoteWindow);
        bench.Guard.HoldsBack = false;
        bench.Guard.Channel!.Resume();
        Assert.True(await bench.AskAsync("shell"));
        Assert.True(await bench.AskAsync("shell"));
        Assert.Equal((uint)window, channel.RemoteWindow);
        Assert.Equal(window, bench.Target.Output.Length);
    }

    [Fact]
    public async Task Delivers_AllThatWaits_BehindASlowReader_BeforeTheEnd()
    {
        await using var bench = new RelayBench { Person = new EndHandler { IsSlow = true, Request = (_, request) => request.Succeed() } };
        await bench.StartAsync();
        var channel = await bench.OpenAsync();
        var target = await bench.Target.Opened;
        var window = (int)target.RemoteWindow;
        var sent = 0;
        for (var round = 0; round < 2; round++)
        {
            sent += target.Write(new byte[window]);
            bench.TargetHandler.Connection!.Flush();
            Assert.True(await bench.AskAsync("shell"));
        }

        target.Request("exit-status", new ExitStatus(3).ToArray());
        target.Close();
        bench.TargetHandler.Connection!.Flush();
        while (!bench.Person.Closed.IsCompleted)
        {
            lock (bench.Person.Gate)
            {
                channel.Credit((uint)bench.Person.Output.Length);
            }

            bench.Client.Connection.Flush();
            await Task.Yield();
        }

        Assert.True(sent > window);
        Assert.Equal((sent, 3u), ((int)bench.Person.Output.Length, bench.Person.ExitStatus));
    }

    private sealed class ShoutingFilter : IChannelFilter
    {
        public void Pass(ReadOnlySpan<byte> octets, uint stream, FilterOutput output)
        {
            switch (Encoding.UTF8.GetString(octets))
            {
                case "?":
                    output.Answer("answer"u8);
                    break;
                case "!":
                    output.End("Ended.", exitStatus: 9);
                    break;
                case var text:
                    output.Write(Encoding.UTF8.GetBytes(text.ToUpperInvariant()));
                    break;
            }
        }

        public void End(FilterOutput output)
        {
            // Nothing is held.
        }
    }
}
