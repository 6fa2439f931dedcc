using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>No wait is for ever.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan Grace = TestOptions.Server.LoginGrace;

    [Theory]
    [InlineData(SshRole.Server, 0)]
    [InlineData(SshRole.Server, 1)]
    [InlineData(SshRole.Server, 2)]
    [InlineData(SshRole.Server, 3)]
    [InlineData(SshRole.Client, 0)]
    [InlineData(SshRole.Client, 1)]
    [InlineData(SshRole.Client, 2)]
    [InlineData(SshRole.Client, 3)]
    public async Task Ends_WhenTheLoginGraceIsOver_WhateverThePhase(SshRole role, int phase)
    {
        var time = new ManualTime();
        await using var victim = Victim.As(role, time: time);
        if (phase == 0)
        {
            Assert.NotNull(await victim.Peer.ReceiveLineAsync());
        }
        else
        {
            await victim.Peer.ExchangeVersionsAsync();
            Assert.NotNull(await victim.Peer.ReceiveAsync(MessageNumber.KexInit));
        }

        if (phase == 2)
        {
            await victim.Peer.SendAsync(FirstExchangeAttackTests.Offer(["aes256-gcm@openssh.com"], []));
        }

        if (phase == 3)
        {
            await using var other = Victim.As(role, time: time);
            await other.Peer.HandshakeAsync();
            Assert.Null(await other.Opened);
            time.Advance(Grace);
            Assert.Equal(FaultOrigin.Deadline, (await other.Ended).Origin);
        }

        time.Advance(Grace);
        var fault = await victim.Ended;
        Assert.Equal(FaultOrigin.Deadline, fault.Origin);
        Assert.Equal("The time to log in is over.", fault.Message);
    }

    [Fact]
    public async Task Counts_AllPhasesTogether_AndStopsWithAuthentication()
    {
        var time = new ManualTime();
        await using var victim = Victim.As(SshRole.Server, time: time);
        time.Advance(Grace / 2);
        await victim.Peer.HandshakeAsync();
        Assert.Null(await victim.Opened);
        time.Advance(Grace / 4);
        Assert.False(victim.Ended.IsCompleted);
        victim.Transport.Authenticated();
        time.Advance(Grace * 2);
        await victim.Peer.SendAsync(Payload.ChannelData);
        Assert.Equal(Payload.ChannelData, await victim.Handler.NextAsync());
    }

    [Fact]
    public async Task Says_AWordNow_AndThen_ToAPeerThatSaysNone()
    {
        var time = new ManualTime();
        var interval = TimeSpan.FromSeconds(30);
        await using var victim = Victim.As(SshRole.Server, authenticated: true, options: TestOptions.Server with { KeepAlive = interval }, time: time);
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        await victim.Peer.SendAsync(Payload.ChannelData);
        await victim.Handler.NextAsync();
        time.Advance(interval);
        for (var i = 0; i < 3; i++)
        {
            time.Advance(interval);
            Assert.Equal(Payload.Ignore, await victim.Peer.ReceiveAsync(MessageNumber.Ignore));
        }
    }

    [Fact]
    public async Task Ends_WhenThePeerAnswersNothing_ThoughAskedTenTimes()
    {
        var time = new ManualTime();
        var interval = TimeSpan.FromSeconds(30);
        var asked = 0;
        await using var pair = new TransportPair(server: TestOptions.Server with { KeepAlive = interval }, time: time)
        {
            ServerHandler = new RecordingHandler { Ask = () => asked++ },
        };
        await RunAndSpeakAsync(pair);
        time.Advance(interval);
        for (var i = 0; i < SshTransport.MostSilences; i++)
        {
            time.Advance(interval);
        }

        Assert.False(pair.ServerEnd.IsCompleted);
        time.Advance(interval);
        Assert.Equal(FaultOrigin.Deadline, (await pair.ServerEnd).Origin);
        Assert.Equal(SshTransport.MostSilences + 1, asked);
    }

    [Fact]
    public async Task Keeps_APeerThatOnlyAnswers()
    {
        var time = new ManualTime();
        var interval = TimeSpan.FromSeconds(30);
        await using var pair = new TransportPair(server: TestOptions.Server with { KeepAlive = interval }, time: time)
        {
            ServerHandler = new RecordingHandler(),
            ClientHandler = new RecordingHandler(),
        };
        var (asked, answered) = (0, 0);
        pair.ServerHandler.Ask = () =>
        {
            asked++;
            pair.Server.Enqueue(Payload.KeepAliveRequest);
        };
        await RunAndSpeakAsync(pair);
        for (var i = 0; i < 3 * SshTransport.MostSilences; i++)
        {
            time.Advance(interval);
            while (answered < asked)
            {
                Assert.Equal(Payload.KeepAliveRequest, await pair.ClientHandler.NextAsync());
                pair.Client.Enqueue([(byte)MessageNumber.RequestFailure]);
                pair.Client.Flush();
                await pair.ServerHandler.NextAsync();
                answered++;
            }
        }

        Assert.True(answered > SshTransport.MostSilences);
        Assert.False(pair.ServerEnd.IsCompleted);
    }

    [Fact]
    public async Task Ends_ThoughThePeerReadsNothing()
    {
        var time = new ManualTime();
        await using var victim = Victim.As(SshRole.Server, authenticated: true, time: time);
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        for (var i = 0; i < 20; i++)
        {
            victim.Transport.Enqueue(Payload.LongIgnore);
        }

        victim.Transport.Flush();
        Assert.True(victim.Transport.Unsent > 0);
        victim.Transport.End(new SshFault(DisconnectReason.ByApplication, "enough", FaultOrigin.Local));
        Assert.False(victim.Ended.IsCompleted);
        time.Advance(TestOptions.Server.CloseGrace);
        Assert.Equal("enough", (await victim.Ended).Message);
    }

    [Fact]
    public async Task Ends_AtTheCap_WithAPeerThatNeverReads_AndTellsWhoWaitedWhenOneDoes()
    {
        const int Cap = 600_000;
        await using var victim = Victim.As(SshRole.Server, authenticated: true, options: TestOptions.Server with { OutboxCap = Cap });
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        await victim.Peer.SendAsync(Payload.ChannelData);
        await victim.Handler.NextAsync();
        for (var i = 0; i < 29; i++)
        {
            victim.Transport.Enqueue(Payload.LongIgnore);
        }

        victim.Transport.Flush();
        Assert.Equal(0, victim.Handler.Drained);
        for (var i = 0; i < 29; i++)
        {
            Assert.Equal(Payload.LongIgnore.Length, (await victim.Peer.ReceiveAsync(MessageNumber.Ignore))!.Length);
        }

        await victim.Handler.FirstDrained;
        Assert.Equal(1, victim.Handler.Drained);

        for (var i = 0; i < 100; i++)
        {
            victim.Transport.Enqueue(Payload.LongIgnore);
            victim.Transport.Flush();
            Assert.InRange(victim.Transport.Unsent, 0, Cap);
        }

        var fault = await victim.Ended;
        Assert.Equal("The peer does not read what is sent to it.", fault.Message);
    }

    // The server has a handler, which is what asks in silence, when it has handled a message.
    private static async Task RunAndSpeakAsync(TransportPair pair)
    {
        await pair.RunAsync();
        pair.Client.Enqueue(Payload.ChannelData);
        pair.Client.Flush();
        Assert.Equal(Payload.ChannelData, await pair.ServerHandler.NextAsync());
    }
}
