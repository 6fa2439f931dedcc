using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

public sealed class SshTransportTests
{
    private static readonly byte[] Request = [(byte)MessageNumber.GlobalRequest, 1, 2, 3];

    public static TheoryData<string> Ciphers => [.. PacketCiphers.Names, .. PacketCiphers.OptInNames];

    [Theory]
    [MemberData(nameof(Ciphers))]
    public async Task Agrees_AndCarriesMessagesBothWays(string cipher)
    {
        await using var pair = new TransportPair(client: TestOptions.Client.With(cipher), server: TestOptions.Server.With(cipher));
        await pair.RunAsync();

        Assert.Equal(32, pair.Client.SessionId.Length);
        Assert.Equal(pair.Server.SessionId.ToArray(), pair.Client.SessionId.ToArray());
        Assert.Equal("SSH-2.0-RemoteDev", pair.Client.PeerVersion);
        Assert.Equal("SSH-2.0-RemoteDev", pair.Server.PeerVersion);
        Assert.Equal(TestOptions.HostKey.PublicBlob.ToArray(), pair.Client.HostKey.ToArray());
        Assert.Equal(cipher, pair.Client.Negotiated!.Algorithms.ClientToServer.Cipher);
        Assert.Equal(pair.Server.Negotiated!.Algorithms, pair.Client.Negotiated.Algorithms);

        foreach (var length in (int[])[1, 2, 15, 16, 17, 255, 32768, SshLimits.Payload - 1])
        {
            var message = new byte[1 + length];
            RandomNumberGenerator.Fill(message);
            message[0] = (byte)MessageNumber.ChannelData;
            pair.Client.Enqueue(message.AsSpan(0, 1), message.AsSpan(1));
            pair.Client.Flush();
            Assert.Equal(message, await pair.ServerHandler.NextAsync());
            pair.Server.Enqueue(message);
            pair.Server.Flush();
            Assert.Equal(message, await pair.ClientHandler.NextAsync());
        }
    }

    [Fact]
    public async Task Tells_TheClientWhichSignatureAlgorithmsTheServerTakes()
    {
        await using var pair = new TransportPair();
        await pair.RunAsync();
        pair.Server.Enqueue(Request);
        pair.Server.Flush();
        await pair.ClientHandler.NextAsync();
        Assert.Equal(TestOptions.Server.SignatureAlgorithms, pair.Client.Negotiated!.PeerSignatureAlgorithms);
        Assert.Null(pair.Server.Negotiated!.PeerSignatureAlgorithms);
    }

    [Fact]
    public async Task Sends_InTheOrderOfQueueing_AndHoldsNothingAfterwards()
    {
        await using var pair = new TransportPair(DuplexStreams.CreatePair(capacity: 1000, mostPerRead: 7));
        await pair.RunAsync();
        for (var i = 0; i < 1000; i++)
        {
            pair.Client.Enqueue([(byte)MessageNumber.ChannelData, (byte)i, (byte)(i >> 8)]);
        }

        pair.Client.Flush();
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal([(byte)MessageNumber.ChannelData, (byte)i, (byte)(i >> 8)], await pair.ServerHandler.NextAsync());
        }

        await pair.Client.DisposeAsync();
        Assert.Equal(0, pair.Client.Unsent);
    }

    // Whoever queues before the loop runs holds back as anybody else does, and would wait for ever for a word that nobody heard.
    [Fact]
    public async Task Tells_TheHandlerThatComesLater_ThatItHasDrained()
    {
        await using var pair = new TransportPair(server: TestOptions.Server with { OutboxCap = 1024 * 1024 });
        Assert.Equal((null, null), await pair.OpenAsync());
        pair.Client.Authenticated();
        pair.Server.Authenticated();
        var client = Task.Run(() => pair.Client.RunAsync(pair.ClientHandler, default));
        for (var i = 0; i < 40; i++)
        {
            pair.Server.Enqueue(Payload.LongIgnore);
        }

        pair.Server.Enqueue(Request);
        pair.Server.Flush();
        Assert.Equal(Request, await pair.ClientHandler.NextAsync());
        Assert.Equal(0, pair.ServerHandler.Drained);

        var server = Task.Run(() => pair.Server.RunAsync(pair.ServerHandler, default));
        await pair.ServerHandler.FirstDrained;
        pair.Server.End(SshFault.Protocol("done"));
        await Task.WhenAll(server, client);
        Assert.Equal(1, pair.ServerHandler.Drained);
    }

    [Fact]
    public async Task Waits_WithoutABuffer()
    {
        await using var pair = new TransportPair();
        await pair.RunAsync();
        pair.Client.Enqueue(Request);
        pair.Client.Flush();
        await pair.ServerHandler.NextAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (pair.Streams.ToServer.WaitingBuffer != 0)
        {
            await Task.Delay(1, patience.Token);
        }
    }

    [Fact]
    public async Task Says_ToBothSidesWhyItEnded_BehindWhatWasQueued()
    {
        await using var pair = new TransportPair();
        await pair.RunAsync();
        var fault = new SshFault(DisconnectReason.NoMoreAuthMethodsAvailable, "Six times is enough.", FaultOrigin.Peer);
        pair.Server.Enqueue(Request);
        pair.Server.End(fault);
        pair.Server.End(SshFault.Protocol("too late to be the reason"));

        Assert.Same(fault, await pair.ServerEnd);
        Assert.Same(fault, await pair.ServerHandler.Ended);
        var seen = await pair.ClientEnd;
        Assert.Equal(FaultOrigin.PeerDisconnect, seen.Origin);
        Assert.Equal(DisconnectReason.NoMoreAuthMethodsAvailable, seen.Reason);
        Assert.Equal("The peer ended the connection: Six times is enough.", seen.Message);
        Assert.Equal([Request], await pair.ClientHandler.RestAsync());
    }

    [Fact]
    public async Task Ends_WithTheHandlersFault_AndHandsNothingMoreOn()
    {
        var fault = SshFault.Protocol("Not this.");
        await using var pair = new TransportPair { ServerHandler = new RecordingHandler { Judge = _ => fault } };
        await pair.RunAsync();
        pair.Client.Enqueue(Request);
        pair.Client.Enqueue(Request);
        pair.Client.Flush();
        Assert.Same(fault, await pair.ServerEnd);
        Assert.Single(await pair.ServerHandler.RestAsync());
    }

    [Fact]
    public async Task Ends_WhenTold()
    {
        await using var pair = new TransportPair();
        Assert.Equal((null, null), await pair.OpenAsync());
        using var stop = new CancellationTokenSource();
        var running = pair.Server.RunAsync(pair.ServerHandler, stop.Token);
        await stop.CancelAsync();
        Assert.Equal(FaultOrigin.Local, (await running).Origin);
    }

    [Fact]
    public async Task Ends_WhenAHandlerHasABug_AndShowsIt()
    {
        await using var pair = new TransportPair { ServerHandler = new RecordingHandler { Judge = _ => throw new InvalidOperationException("bug") } };
        await pair.RunAsync();
        pair.Client.Enqueue(Request);
        pair.Client.Flush();
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.ServerEnd);
        Assert.Equal(FaultOrigin.Local, (await pair.ServerHandler.Ended).Origin);
        Assert.Equal(FaultOrigin.PeerDisconnect, (await pair.ClientEnd).Origin);
    }

    [Fact]
    public async Task Notices_ThatThePeerIsGone()
    {
        await using var pair = new TransportPair();
        await pair.RunAsync();
        await pair.Streams.Client.DisposeAsync();
        Assert.Equal(FaultOrigin.Network, (await pair.ServerEnd).Origin);
        Assert.Equal(FaultOrigin.Network, (await pair.ClientEnd).Origin);
        pair.Server.Enqueue(Request);
        Assert.Equal(0, pair.Server.Unsent);
    }

    [Fact]
    public async Task Fails_WithoutAnAlgorithmInCommon()
    {
        await using var pair = new TransportPair(client: TestOptions.Client.With(PacketCiphers.Aes128Gcm), server: TestOptions.Server.With(PacketCiphers.Aes256Gcm));
        var (client, server) = await pair.OpenAsync();
        Assert.Equal(DisconnectReason.KeyExchangeFailed, server!.Reason);
        Assert.Contains("There is no cipher and MAC towards the server in common. The peer offers: aes128-gcm@openssh.com", server.Message, StringComparison.Ordinal);
        Assert.Equal(DisconnectReason.KeyExchangeFailed, client!.Reason);
    }

    [Fact]
    public async Task Fails_WhereTheHostKeyIsNotTrusted_OrNobodyJudgesIt()
    {
        foreach (var verifier in (Func<ReadOnlyMemory<byte>, SshFault?>?[])[null, _ => SshFault.Protocol("unknown host")])
        {
            await using var pair = new TransportPair(client: TestOptions.Client with { HostKeyVerifier = verifier });
            var (client, server) = await pair.OpenAsync();
            Assert.NotNull(client);
            Assert.NotNull(server);
            Assert.Null(pair.Client.Negotiated);
        }
    }

    [Fact]
    public async Task Fails_WhereJudgingTheHostKeyFails()
    {
        await using var pair = new TransportPair(client: TestOptions.Client with { HostKeyVerifier = _ => throw new InvalidOperationException("bug") });
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.OpenAsync());
        Assert.Null(pair.Client.Negotiated);
        Assert.Equal(FaultOrigin.Local, (await pair.Client.RunAsync(pair.ClientHandler, default)).Origin);
    }
}
