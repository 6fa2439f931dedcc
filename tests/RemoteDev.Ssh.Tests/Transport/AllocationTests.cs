using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>On the way of data nothing is allocated per packet, in either direction.</summary>
public sealed class AllocationTests
{
    private const int Warmup = 200;
    private const int Packets = 5000;

    /// <summary>
    /// A buffer of the pool now and then, after a collection has emptied it. The smallest object per packet would be 120000 octets.
    /// </summary>
    private const long Noise = 20_000;

    private static readonly byte[] Head = [(byte)MessageNumber.ChannelData, 0, 0, 0, 0, 0, 0, 4, 0];
    private static readonly byte[] Body = new byte[1024];

    public static TheoryData<string> Ciphers => [.. PacketCiphers.Names, .. PacketCiphers.OptInNames];

    [Theory]
    [MemberData(nameof(Ciphers))]
    public async Task Allocates_NothingPerPacket(string cipher)
    {
        var streams = DuplexStreams.CreatePair();
        await using var fromClient = new TappedStream(streams.Client);
        await using var toServer = new TappedStream(streams.Server);
        await using var client = new SshTransport(fromClient, TestOptions.Client.With(cipher), TimeProvider.System);
        await using var server = new SshTransport(toServer, TestOptions.Server.With(cipher), TimeProvider.System);
        var opening = Task.Run(() => server.OpenAsync(default).AsTask());
        Assert.Null(await client.OpenAsync(default));
        Assert.Null(await opening);
        server.Authenticated();
        client.Authenticated();

        fromClient.Keep((Packets + Warmup) * 1200);
        Send(client, Warmup);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Send(client, Packets);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Noise);

        // The server's loop runs on this thread to the end of what was kept.
        toServer.Feed(fromClient.Kept);
        var handler = new MeasuringHandler(Warmup, Warmup + Packets);
        Assert.Equal(FaultOrigin.Network, (await server.RunAsync(handler, default)).Origin);
        Assert.NotNull(handler.Allocated);
        Assert.InRange(handler.Allocated.Value, 0, Noise);
    }

    private static void Send(SshTransport transport, int count)
    {
        for (var i = 0; i < count; i++)
        {
            transport.Enqueue(Head, Body);
            transport.Flush();
        }
    }
}
