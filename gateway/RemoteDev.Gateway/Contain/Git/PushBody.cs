namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// The commands and the pack of a push from a connection that stays open after them. It ends where the pack does, or where the client's
/// side does, and fails beyond the greatest size.
/// </summary>
/// <param name="commandLength">Bytes before the pack.</param>
internal sealed class PushBody(Stream input, long commandLength, int checksumLength, long most) : Stream
{
    private readonly PackEnd _end = new(checksumLength);
    private long _read;
    private bool _ended;

    /// <summary>Whether more came than may.</summary>
    public bool IsTooLarge => _read > most;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ended)
        {
            return 0;
        }

        var read = await input.ReadAsync(buffer, cancellationToken);
        var ofCommands = (int)Math.Clamp(commandLength - _read, 0, read);
        _read += read;
        if (IsTooLarge)
        {
            throw new IOException("The push is too large.");
        }

        // Reading into nothing only waits for more, and is no end.
        _ended = (read == 0 && !buffer.IsEmpty) || (ofCommands < read && _end.Take(buffer.Span[ofCommands..read]));
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A push is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _end.Dispose();
        }

        base.Dispose(disposing);
    }
}
