using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Ssh.Tests.Relay;

/// <summary>Who waits for whom, and that nobody waits for ever.</summary>
public sealed class RelayFlowTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Holds_LittleOfALongTransfer_ToASlowReader()
    {
        const int Total = 30 * Megabyte;
        var rest = Total;
        await using var bench = new RelayBench
        {
            Person = new EndHandler { IsSlow = true },
            Target = new EndHandler { Request = (_, request) => request.Succeed(), Window = channel => Pour(channel, ref rest) },
        };
        await bench.StartAsync();
        var channel = await bench.OpenAsync();
        Pour(await bench.Target.Opened, ref rest);
        bench.TargetHandler.Connection!.Flush();
        var most = 0L;
        for (var read = 0L; read < Total;)
        {
            long arrived;
            lock (bench.Person.Gate)
            {
                arrived = bench.Person.Output.Length;
            }

            most = Math.Max(most, bench.Held);
            var now = Math.Min(arrived - read, 64 * 1024);
            read += now;
            channel.Credit((uint)now);
            bench.Client.Connection.Flush();
            await Task.Yield();
        }

        Assert.InRange(most, 1, 3 * Megabyte);
    }

    [Fact]
    public async Task Says_WhyItEnds_ToAReaderWhoIsBehind()
    {
        var rest = 30 * Megabyte;
        await using var bench = new RelayBench
        {
            Person = new EndHandler { IsSlow = true },
            Target = new EndHandler { Request = (_, request) => request.Succeed(), Window = channel => Pour(channel, ref rest) },
        };
        await bench.StartAsync();
        await bench.OpenAsync();
        Pour(await bench.Target.Opened, ref rest);
        bench.TargetHandler.Connection!.Flush();
        while (bench.Held == 0)
        {
            await Task.Yield();
        }

        bench.Guard.Channel!.End("Your time is up.", 255);
        await bench.Person.Closed.WaitAsync(Patience.Long);
        Assert.Equal(("Your time is up.\r\n", 255u), (bench.Person.ErrorText, bench.Person.ExitStatus));
    }

    [Fact]
    public async Task Goes_On_WhenNeitherSideHasReadForAWhile()
    {
        const int Total = 6 * Megabyte;
        int fromPerson = Total, fromTarget = Total;
        await using var bench = new RelayBench
        {
            Person = new EndHandler { IsSlow = true, Request = (_, request) => request.Succeed(), Window = channel => Pour(channel, ref fromPerson) },
            Target = new EndHandler { IsSlow = true, Request = (_, request) => request.Succeed(), Window = channel => Pour(channel, ref fromTarget) },
        };
        await bench.StartAsync();
        var person = await bench.OpenAsync();
        var target = await bench.Target.Opened;
        Pour(person, ref fromPerson);
        Pour(target, ref fromTarget);
        bench.Client.Connection.Flush();
        bench.TargetHandler.Connection!.Flush();
        for (var round = 0; round < 4; round++)
        {
            Assert.True(await bench.AskAsync("shell"));
        }

        Assert.True(bench.Guard.Channel!.Waiting > Megabyte);
        await ReadAllAsync(bench.Person, person, Total);
        await ReadAllAsync(bench.Target, target, Total);
    }

    // What the filter answers in the server's place counts against the client, who must read it to send more.
    [Fact]
    public async Task Gives_NoCredit_WhileAnswersAreUnread_AndGoesOnWhenTheyAre()
    {
        await using var bench = new RelayBench
        {
            Guard = new TestGuard { Filter = from => from == RelaySide.Client ? new AnsweringFilter() : null },
            Person = new EndHandler { IsSlow = true },
        };
        await bench.StartAsync();
        var channel = await bench.OpenAsync();
        var window = channel.RemoteWindow;
        var sent = 0;
        for (var round = 0; round < 8; round++)
        {
            sent += channel.Write(new byte[channel.RemoteWindow]);
            bench.Client.Connection.Flush();
            Assert.True(await bench.AskAsync("shell"));
        }

        Assert.Equal(0u, channel.RemoteWindow);
        Assert.InRange(sent, Megabyte, 4 * Megabyte);
        await ReadAllAsync(bench.Person, channel, sent);
        Assert.True(await bench.AskAsync("shell"));
        Assert.True(await bench.AskAsync("shell"));
        Assert.Equal(window, channel.RemoteWindow);
        Assert.Equal(sent, bench.Target.Output.Length);
    }

    private static void Pour(SshChannel channel, ref int rest)
    {
        lock (channel)
        {
            rest -= channel.Write(new byte[Math.Min(rest, (int)channel.RemoteWindow)]);
        }

        channel.Connection.Flush();
    }

    private static async Task ReadAllAsync(EndHandler end, SshChannel channel, int count)
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        for (var arrived = 0L; arrived < count;)
        {
            patience.Token.ThrowIfCancellationRequested();
            lock (end.Gate)
            {
                arrived = end.Output.Length;
            }

            channel.Credit((uint)arrived);
            channel.Connection.Flush();
            await Task.Yield();
        }

        end.IsSlow = false;
    }

    private sealed class AnsweringFilter : IChannelFilter
    {
        public void Pass(ReadOnlySpan<byte> octets, uint stream, FilterOutput output)
        {
            output.Write(octets, stream);
            output.Answer(octets);
        }

        public void End(FilterOutput output)
        {
            // Nothing is held.
        }
    }
}
