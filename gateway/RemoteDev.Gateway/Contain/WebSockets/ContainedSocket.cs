using System.Runtime.CompilerServices;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.WebSockets;

/// <summary>
/// The browser's side of a WebSocket as the forwarder sees it: what it reads came from the person and was read by us before,
/// what it writes is charged before it goes out. Bytes are looked at where they lie; none are copied, none are kept.
/// </summary>
internal sealed class ContainedSocket(Stream inner, LiveStream stream, EgressMeter meter, SocketGuard guard) : Stream
{
    private readonly FrameReader _fromPerson = new(masked: true) { Payload = guard.Handshake };
    private readonly FrameReader _toPerson = new(masked: false);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (read > 0)
        {
            if (!_fromPerson.Read(buffer.Span[..read]))
            {
                guard.Refuse(stream);
                throw new IOException("The stream was cut.");
            }

            if (guard.Handshake is { IsOver: true })
            {
                _fromPerson.Payload = null;
            }

            stream.CountIn(read);
        }

        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_toPerson.Read(buffer.Span))
        {
            guard.Refuse(stream);
            return ValueTask.FromException(new IOException("The stream was cut."));
        }

        return meter.TrySend(buffer.Length)
            ? inner.WriteAsync(buffer, cancellationToken)
            : ValueTask.FromException(new IOException("The stream was cut."));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Sockets are read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Sockets are written asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
