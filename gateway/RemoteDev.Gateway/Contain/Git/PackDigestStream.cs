using System.Security.Cryptography;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// The body of a push on its way inside: counts it, and takes the SHA-256 of everything after the command section, which is
/// the pack. The receipt in the trace states that digest, so that what was delivered can be proven later.
/// </summary>
internal sealed class PackDigestStream(Stream body, long commandLength, Action<int> counted) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _skip = commandLength;
    private string? _digest;

    /// <summary>Bytes of pack that passed.</summary>
    public long PackBytes { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>SHA-256 of the pack bytes that passed, lower-case hex; asking for it ends the digest.</summary>
    public string PackDigest() => _digest ??= Convert.ToHexStringLower(_hash.GetHashAndReset());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        Take(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = body.Read(buffer, offset, count);
        Take(buffer.AsSpan(offset, read));
        return read;
    }

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
            PackDigest();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        counted(bytes.Length);
        var skipped = (int)Math.Min(_skip, bytes.Length);
        _skip -= skipped;
        PackBytes += bytes.Length - skipped;
        if (_digest is null)
        {
            _hash.AppendData(bytes[skipped..]);
        }
    }
}
