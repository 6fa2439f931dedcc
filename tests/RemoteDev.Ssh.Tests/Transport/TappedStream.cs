namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>
/// A stream that can be made to swallow or keep what is written, and to give what was kept, all without waiting or allocating.
/// </summary>
internal sealed class TappedStream(Stream inner) : Stream
{
    private byte[]? _kept;
    private int _keptLength;
    private ReadOnlyMemory<byte> _fed;
    private bool _feeding;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public ReadOnlyMemory<byte> Kept => _kept.AsMemory(0, _keptLength);

    /// <summary>From now on writes go nowhere; as much as there is capacity is kept.</summary>
    public void Keep(int capacity) => _kept = new byte[capacity];

    /// <summary>From now on reads give this, and then the end.</summary>
    public void Feed(ReadOnlyMemory<byte> octets) => (_fed, _feeding) = (octets, true);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_feeding)
        {
            return inner.ReadAsync(buffer, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _fed.Length);
        _fed[..count].CopyTo(buffer);
        _fed = _fed[count..];
        return ValueTask.FromResult(count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_kept is null)
        {
            return inner.WriteAsync(buffer, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _kept.Length - _keptLength);
        buffer.Span[..count].CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += count;
        return ValueTask.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is held back.
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
