using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using RemoteDev.Ssh.Connection.Messages;

namespace RemoteDev.Ssh.Connection;

/// <summary>
/// A channel as a stream, for code that ends a channel here. It reads the data of the channel, and the peer is given credit as it is
/// read; it writes no
/// faster than the peer's window and the transport take it. One reader and one writer at a time; only the asynchronous methods work, since
/// waiting for a peer must not hold a thread.
/// </summary>
/// <param name="onRequest">Told of the channel's requests; without it they fail.</param>
/// <param name="onError">Told of what comes for standard error; without it that is dropped.</param>
public sealed class ChannelStream(Action<ChannelRequest>? onRequest = null, Action<ReadOnlySpan<byte>>? onError = null)
    : Stream, IChannelHandler
{
    /// <summary>With more than this still to be sent nothing is added. The transport says when it has gone below the same mark.</summary>
    private const long Unsent = 256 * 1024;

    // What waits to be read is bounded by the window, so that the pipe need not hold anybody up.
    private readonly Pipe _incoming = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly RoomSignal _room = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SshChannel? _channel;

    /// <summary>Completes when the channel is gone.</summary>
    public Task Closed => _closed.Task;

    /// <summary>The channel; there is none before it is open.</summary>
    public SshChannel Channel => _channel ?? throw new InvalidOperationException("The channel is not open yet.");

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens a channel as a stream. One that is confirmed after it was given up is closed.</summary>
    /// <param name="onRequest">Told of the channel's requests; without it they fail.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "What is not handed out is disposed at the end, and awaited.")]
    public static async Task<ChannelStreamOpening> OpenAsync(
        SshConnection connection, string type, ReadOnlyMemory<byte> data, Action<ChannelRequest>? onRequest, CancellationToken cancellationToken)
    {
        ChannelStream? stream = new(onRequest);
        var opened = new TaskCompletionSource<ChannelOpenFailure?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            connection.OpenChannel(type, data.Span, stream, (channel, failure) =>
            {
                if (!opened.TrySetResult(failure))
                {
                    channel?.Close();
                }
            });
            connection.Flush();
            await using var givenUp = cancellationToken.UnsafeRegister(_ => opened.TrySetCanceled(cancellationToken), null);
            if (await opened.Task is { } refused)
            {
                return new ChannelStreamOpening(null, refused);
            }

            var opening = new ChannelStreamOpening(stream, null);
            stream = null;
            return opening;
        }
        finally
        {
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }
        }
    }

    /// <summary>Says that nothing more will be written; reading goes on.</summary>
    public void EndWriting()
    {
        Channel.Eof();
        Channel.Connection.Flush();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _incoming.Reader.ReadAsync(cancellationToken);
        var taken = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, buffer.Length));
        var count = (int)taken.Length;
        taken.CopyTo(buffer.Span);
        _incoming.Reader.AdvanceTo(taken.End);
        if (count > 0)
        {
            Channel.Credit((uint)count);
            Channel.Connection.Flush();
        }

        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Writes all of it, or fails because the channel can no longer be written to.</summary>
    /// <exception cref="IOException">The channel is gone, or its end was sent.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Channel.CanWrite)
            {
                throw new IOException("The channel can no longer be written to.");
            }

            if (Channel.Connection.Sender.Unsent <= Unsent)
            {
                buffer = buffer[Channel.Write(buffer.Span)..];
                Channel.Connection.Flush();
                if (buffer.IsEmpty)
                {
                    return;
                }
            }

            if (Channel.RemoteWindow == 0 || Channel.Connection.Sender.Unsent > Unsent)
            {
                await _room.WaitAsync(cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Channel.Connection.Flush();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Flush() => Channel.Connection.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    void IChannelHandler.OnOpened(SshChannel channel) => _channel = channel;

    void IChannelHandler.OnData(ReadOnlySpan<byte> data, uint stream)
    {
        if (stream == ChannelExtendedDataMessage.Stderr)
        {
            onError?.Invoke(data);
            Channel.Credit((uint)data.Length);
            return;
        }

        _incoming.Writer.Write(data);
        Publish();
    }

    void IChannelHandler.OnWindow() => _room.Set();

    void IChannelHandler.OnRequest(ChannelRequest request)
    {
        if (onRequest is null)
        {
            request.Fail();
            return;
        }

        onRequest(request);
    }

    void IChannelHandler.OnEof() => _incoming.Writer.Complete();

    void IChannelHandler.OnClosed()
    {
        _incoming.Writer.Complete();
        _room.Set();
        _closed.TrySetResult();
    }

    /// <summary>Closes the channel; what was written before leaves first, and what was not read is dropped.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _channel is { } channel)
        {
            channel.Close();
            channel.Connection.Flush();
            _room.Set();
        }

        base.Dispose(disposing);
    }

    // With no threshold this never waits, and what it returns need not be awaited.
    private void Publish()
    {
        var published = _incoming.Writer.FlushAsync(CancellationToken.None);
        if (!published.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("A pipe without a threshold held its writer up.");
        }
    }
}
