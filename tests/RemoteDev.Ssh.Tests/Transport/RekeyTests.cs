using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Transport.Exchange;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>New keys, while data flows and while it does not.</summary>
public sealed class RekeyTests
{
    private const long Megabyte = 1024 * 1024;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(PacketCiphers.Aes256Gcm, true, true)]
    [InlineData(PacketCiphers.ChaCha20Poly1305, true, true)]
    [InlineData(PacketCiphers.Aes256Gcm, true, false)]
    [InlineData(PacketCiphers.Aes256Gcm, false, true)]
    public async Task Carries_60MegabytesBothWays_WithNewKeysEveryMegabyte(string cipher, bool clientBegins, bool serverBegins)
    {
        var signer = new CountingSigner(TestOptions.HostKey);
        using var atServer = new PouringHandler(60 * Megabyte);
        using var atClient = new PouringHandler(60 * Megabyte);
        var streams = DuplexStreams.CreatePair();
        await using var server = new SshTransport(
            streams.Server, Rekeying(TestOptions.Server with { HostKeys = [signer] }, serverBegins), TimeProvider.System);
        await using var client = new SshTransport(streams.Client, Rekeying(TestOptions.Client, clientBegins), TimeProvider.System);
        var opening = Task.Run(() => server.OpenAsync(default).AsTask());
        Assert.Null(await client.OpenAsync(default));
        Assert.Null(await opening);
        server.Authenticated();
        client.Authenticated();
        var sessionId = client.SessionId.ToArray();
        var running = Task.WhenAll(Task.Run(() => server.RunAsync(atServer, default)), Task.Run(() => client.RunAsync(atClient, default)));
        var sent = await Task.WhenAll(Task.Run(() => atServer.PourAsync(server)), Task.Run(() => atClient.PourAsync(client)));

        Assert.Equal(sent[0], await atClient.Digest);
        Assert.Equal(sent[1], await atServer.Digest);
        Assert.Equal(sessionId, client.SessionId.ToArray());
        Assert.InRange(signer.Count, 30, 200);
        server.End(new SshFault(DisconnectReason.ByApplication, "done", FaultOrigin.Local));
        await running;

        TransportOptions Rekeying(TransportOptions options, bool begins) => options.With(cipher) with { RekeyBytes = begins ? Megabyte : long.MaxValue };
    }

    [Fact]
    public async Task Rekeys_WhenTheHourIsOver_FromBothSidesAtOnce()
    {
        var time = new ManualTime();
        var signer = new CountingSigner(TestOptions.HostKey);
        await using var pair = new TransportPair(server: TestOptions.Server with { HostKeys = [signer] }, time: time);
        await pair.RunAsync();
        for (var i = 1; i <= 5; i++)
        {
            time.Advance(Hour);
            await AssertSpeakAsync(pair);
            Assert.Equal(1 + i, signer.Count);
        }
    }

    [Fact]
    public async Task Holds_MessagesBack_WhileItsKeysAreBeingMade_AndSendsThemThen()
    {
        var time = new ManualTime();
        await using var victim = Victim.As(SshRole.Server, authenticated: true, time: time);
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        time.Advance(Hour);
        victim.Transport.Enqueue(Payload.ChannelData);
        victim.Transport.Flush();
        Assert.InRange(victim.Transport.Unsent, Payload.ChannelData.Length, 4000);

        await victim.Peer.FinishExchangeAsync();
        Assert.Equal(Payload.ChannelData, await victim.Peer.ReceiveAsync());
    }

    [Fact]
    public async Task Reads_On_UntilThePeerBeginsToo()
    {
        var time = new ManualTime();
        await using var victim = Victim.As(SshRole.Server, authenticated: true, time: time);
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        time.Advance(Hour);
        await victim.Peer.SendAsync(Payload.ChannelData);
        Assert.Equal(Payload.ChannelData, await victim.Handler.NextAsync());
    }

    [Fact]
    public async Task Ends_WhenThePeerNeverAnswersARekey()
    {
        var time = new ManualTime();
        await using var victim = Victim.As(SshRole.Server, authenticated: true, time: time);
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        await victim.Peer.SendAsync(Payload.ChannelData);
        await victim.Handler.NextAsync();
        time.Advance(Hour);
        Assert.NotNull(await victim.Peer.ReceiveAsync(MessageNumber.KexInit));
        time.Advance(TestOptions.Server.RekeyDeadline);
        var fault = await victim.Ended;
        Assert.Equal(FaultOrigin.Deadline, fault.Origin);
        Assert.Equal(DisconnectReason.KeyExchangeFailed, fault.Reason);
    }

    [Fact]
    public async Task Ends_WhenThePeerBeginsARekeyAndGoesSilent()
    {
        var time = new ManualTime();
        await using var victim = Victim.As(SshRole.Server, authenticated: true, time: time);
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        victim.Peer.Exchange.Begin();
        await victim.Peer.SendOwnAsync();
        Assert.NotNull(await victim.Peer.ReceiveAsync(MessageNumber.KexInit));
        time.Advance(TestOptions.Server.RekeyDeadline);
        Assert.Equal(FaultOrigin.Deadline, (await victim.Ended).Origin);
    }

    [Fact]
    public async Task Bounds_WhatItHoldsBackDuringARekey()
    {
        var time = new ManualTime();
        await using var victim = Victim.As(
            SshRole.Server, authenticated: true, options: TestOptions.Server with { OutboxCap = 100_000 }, time: time);
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        time.Advance(Hour);
        for (var i = 0; i < 20 && !victim.Ended.IsCompleted; i++)
        {
            victim.Transport.Enqueue(Payload.LongIgnore);
            Assert.InRange(victim.Transport.Unsent, 0, 100_000);
        }

        await victim.AssertBlamesPeerAsync(DisconnectReason.ByApplication, "does not read");
    }

    [Fact]
    public async Task Ends_WithAPeerThatHasKeysMadeForNoReason()
    {
        await using var victim = Victim.As(SshRole.Server, authenticated: true, time: new ManualTime());
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        for (var i = 0; i <= ExchangeAllowance.Most; i++)
        {
            Assert.False(victim.Ended.IsCompleted);
            await victim.Peer.FinishExchangeAsync();
        }

        await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, "more often");
    }

    [Fact]
    public async Task Takes_AKeyExchangeEverySecond_ForEver()
    {
        var time = new ManualTime();
        await using var victim = Victim.As(SshRole.Server, authenticated: true, time: time);
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        for (var i = 0; i < 2 * ExchangeAllowance.Most; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await victim.Peer.FinishExchangeAsync();
        }

        await victim.Peer.SendAsync(Payload.ChannelData);
        Assert.Equal(Payload.ChannelData, await victim.Handler.NextAsync());
    }

    [Fact]
    public async Task Refuses_AnotherHostKeyThanBefore()
    {
        using var other = SshPrivateKey.GenerateEd25519();
        var keys = new List<ISshSigner> { TestOptions.HostKey };
        await using var victim = Victim.As(SshRole.Client, authenticated: true, peer: TestOptions.Server with { HostKeys = keys });
        await victim.Peer.HandshakeAsync();
        keys[0] = other;
        await victim.Peer.FinishExchangeAsync();
        await victim.AssertBlamesPeerAsync(DisconnectReason.HostKeyNotVerifiable, "another host key than before");
    }

    [Fact]
    public async Task Refuses_AnExchangeInsideAnother_AndNewKeysTooEarly()
    {
        foreach (var number in (MessageNumber[])[MessageNumber.KexInit, MessageNumber.NewKeys, MessageNumber.KexEcdhReply])
        {
            await using var victim = Victim.As(SshRole.Server, authenticated: true);
            await victim.Peer.HandshakeAsync();
            victim.Peer.Rewrite = payload => payload[0] == (byte)MessageNumber.KexEcdhInit ? [Payload.Numbered((byte)number)] : [payload];
            await victim.Peer.FinishExchangeAsync();
            await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, "key exchange");
        }
    }

    private static async Task AssertSpeakAsync(TransportPair pair)
    {
        pair.Client.Enqueue(Payload.ChannelData);
        pair.Client.Flush();
        Assert.Equal(Payload.ChannelData, await pair.ServerHandler.NextAsync());
        pair.Server.Enqueue(Payload.ChannelData);
        pair.Server.Flush();
        Assert.Equal(Payload.ChannelData, await pair.ClientHandler.NextAsync());
    }
}
