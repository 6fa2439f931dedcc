using System.Security.Cryptography;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Connection;

public sealed class ChannelStreamTests
{
    private readonly ConnectionBench _bench = new(limits: new ConnectionLimits { Window = 400 });
    private readonly byte[] _buffer = new byte[1000];

    [Fact]
    public async Task Reads_WhatArrives_AndCreditsWhatWasRead()
    {
        await using var stream = Open();
        Assert.Null(_bench.Data(0, "hello "));
        Assert.Null(_bench.Data(0, new string('x', 200)));
        Assert.Empty(_bench.Sender.Sent);
        Assert.Equal(6, await stream.ReadAsync(_buffer.AsMemory(0, 6)));
        Assert.Equal("hello "u8.ToArray(), _buffer[..6]);
        Assert.Empty(_bench.Sender.Sent);
        Assert.Equal(200, await stream.ReadAsync(_buffer));
        Assert.Equal([MessageNumber.ChannelWindowAdjust], _bench.Sender.Numbers);
    }

    [Fact]
    public async Task Reads_WhatComesLater_AndTheEnd()
    {
        await using var stream = Open();
        var reading = stream.ReadAsync(_buffer).AsTask();
        Assert.False(reading.IsCompleted);
        Assert.Null(_bench.Data(0, "x"));
        Assert.Equal(1, await reading);
        Assert.Null(_bench.Only(MessageNumber.ChannelEof, 0));
        Assert.Equal(0, await stream.ReadAsync(_buffer));
        Assert.Equal(0, await stream.ReadAsync(_buffer));
    }

    [Fact]
    public async Task Writes_AsTheWindowOpens()
    {
        await using var stream = Open(window: 10);
        var writing = stream.WriteAsync(new byte[25]).AsTask();
        Assert.False(writing.IsCompleted);
        Assert.Null(_bench.Adjust(0, 10));
        Assert.Null(_bench.Adjust(0, 10));
        await writing;
        Assert.Equal(25, _bench.Sender.Sent.Sum(payload => payload.Length - 9));
    }

    [Fact]
    public async Task Writes_NothingWhileTheTransportIsFull()
    {
        await using var stream = Open(window: 1_000_000);
        _bench.Sender.Unsent = (256 * 1024) + 1;
        var writing = stream.WriteAsync(new byte[25]).AsTask();
        Assert.False(writing.IsCompleted);
        Assert.Empty(_bench.Sender.Sent);
        _bench.Sender.Unsent = 0;
        ((IMessageHandler)_bench.Connection).OnDrained();
        await writing;
        Assert.Equal([MessageNumber.ChannelData], _bench.Sender.Numbers);
    }

    [Fact]
    public async Task Fails_ToWriteIntoAChannelThatIsGone()
    {
        await using var stream = Open(window: 0);
        var writing = stream.WriteAsync(new byte[1]).AsTask();
        Assert.False(stream.Closed.IsCompleted);
        Assert.Null(_bench.Only(MessageNumber.ChannelClose, 0));
        await Assert.ThrowsAsync<IOException>(() => writing);
        await stream.Closed;
        Assert.Equal(0, await stream.ReadAsync(_buffer));
    }

    [Fact]
    public async Task Fails_ToWriteAfterItsEnd()
    {
        await using var stream = Open();
        stream.EndWriting();
        Assert.Equal([MessageNumber.ChannelEof], _bench.Sender.Numbers);
        await Assert.ThrowsAsync<IOException>(async () => await stream.WriteAsync(new byte[1]));
    }

    [Fact]
    public async Task Closes_WhenDisposed_WhileAWriteWaits()
    {
        var stream = Open(window: 0);
        var writing = stream.WriteAsync(new byte[1]).AsTask();
        await stream.DisposeAsync();
        Assert.Equal([MessageNumber.ChannelClose], _bench.Sender.Numbers);
        await Assert.ThrowsAsync<IOException>(() => writing);
    }

    [Fact]
    public async Task Fails_RequestsThatNobodyAskedFor()
    {
        await using var stream = Open();
        Assert.Null(_bench.Request(0, "signal"));
        Assert.Equal([MessageNumber.ChannelFailure], _bench.Sender.Numbers);
    }

    [Fact]
    public async Task Tells_OfRequestsAndErrors()
    {
        var requests = new List<string>();
        var errors = 0;
        await using var stream = new ChannelStream(
            request =>
            {
                requests.Add(request.Name);
                request.Succeed();
            },
            data => errors += data.Length);
        Assert.Null(_bench.Open("session"));
        Assert.NotNull(_bench.Handler.Openings[0].Accept(stream));
        Assert.Null(_bench.Request(0, "exit-status"));
        Assert.Null(_bench.ExtendedData(0, 1, "oh"));
        Assert.Equal(["exit-status"], requests);
        Assert.Equal(2, errors);
    }

    [Fact]
    public async Task Carries_AllOctetsAcross_AtOnceWithReading()
    {
        var streams = new List<ChannelStream>();
        var server = new RecordingConnectionHandler
        {
            Decide = opening =>
            {
                streams.Add(new ChannelStream());
                opening.Accept(streams[0]);
            },
        };
        var pair = new ConnectionPair(server, new RecordingConnectionHandler(), new ConnectionLimits { Window = 50_000 });
        var opening = ChannelStream.OpenAsync(pair.Client, "direct-streamlocal@openssh.com", Socket, null, CancellationToken.None);
        pair.Settle();
        var client = (await opening).Stream!;
        var sent = RandomNumberGenerator.GetBytes(400_000);
        var writing = Task.Run(async () =>
        {
            await client.WriteAsync(sent);
            client.EndWriting();
        });
        var reading = ReadToEndAsync(streams[0]);
        while (!reading.IsCompleted)
        {
            pair.Settle();
            await Task.Yield();
        }

        await writing;
        Assert.Equal(sent, await reading);
        await client.DisposeAsync();
        pair.Settle();
        await client.Closed;
        await streams[0].Closed;
    }

    [Fact]
    public async Task Opens_NothingThatIsRefused_OrWasGivenUp()
    {
        var bench = new ConnectionBench(SshRole.Client);
        var refused = ChannelStream.OpenAsync(bench.Connection, "direct-tcpip", Socket, null, CancellationToken.None);
        Assert.Null(bench.Decline(0, "nobody there"));
        Assert.Equal("nobody there", (await refused).Failure!.Text);

        using var patience = new CancellationTokenSource();
        var givenUp = ChannelStream.OpenAsync(bench.Connection, "direct-tcpip", Socket, null, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        bench.Sender.Take();
        Assert.Null(bench.Confirm(1));
        Assert.Equal([MessageNumber.ChannelClose], bench.Sender.Numbers);
    }

    private static byte[] Socket => new Ssh.Connection.Payloads.DirectStreamLocal("/run/x").ToArray();

    private static async Task<byte[]> ReadToEndAsync(ChannelStream stream)
    {
        using var received = new MemoryStream();
        await stream.CopyToAsync(received);
        return received.ToArray();
    }

    private ChannelStream Open(uint window = 1000)
    {
        var stream = new ChannelStream();
        Assert.Null(_bench.Open("session", window));
        Assert.NotNull(_bench.Handler.Openings[0].Accept(stream));
        _bench.Sender.Take();
        return stream;
    }
}
