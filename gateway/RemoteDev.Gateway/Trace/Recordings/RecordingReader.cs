using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RemoteDev.Gateway.Trace.Recordings;

/// <summary>Reads a recording back, frame by frame, and believes nothing that does not verify.</summary>
internal sealed class RecordingReader : IDisposable
{
    private readonly Stream _stream;
    private readonly AesGcm _cipher;
    private readonly byte[] _buffer = new byte[RecordingFormat.FrameBytes + RecordingFormat.TagBytes];
    private ulong _frames;

    private RecordingReader(Stream stream, AesGcm cipher)
    {
        _stream = stream;
        _cipher = cipher;
    }

    /// <summary>Whether the last frame was read: before that, the end of the file is not the end of the recording.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Opens the recording, or null when this is none or its key does not open.</summary>
    public static RecordingReader? TryOpen(Stream stream, IKeySeal seal)
    {
        Span<byte> head = stackalloc byte[RecordingFormat.Magic.Length + sizeof(ushort)];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.StartsWith(RecordingFormat.Magic))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(head[RecordingFormat.Magic.Length..]);
        if (length is 0 or > RecordingFormat.SealedKeyLimit)
        {
            return null;
        }

        var box = new byte[length];
        if (stream.ReadAtLeast(box, length, throwOnEndOfStream: false) < length)
        {
            return null;
        }

        try
        {
            var key = seal.Open(box);
            var cipher = new AesGcm(key, RecordingFormat.TagBytes);
            CryptographicOperations.ZeroMemory(key);
            return new RecordingReader(stream, cipher);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The content of the next frame, valid until the next call; null at the end, and where the file stops being what was written.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (IsWhole)
        {
            return null;
        }

        var head = new byte[sizeof(uint)];
        if (await _stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length)
        {
            return null;
        }

        var word = BinaryPrimitives.ReadUInt32BigEndian(head);
        var length = (int)(word & ~RecordingFormat.LastFrame);
        if (length > RecordingFormat.FrameBytes)
        {
            return null;
        }

        var sealedBytes = _buffer.AsMemory(0, length + RecordingFormat.TagBytes);
        if (await _stream.ReadAtLeastAsync(sealedBytes, sealedBytes.Length, throwOnEndOfStream: false, cancellationToken) < sealedBytes.Length
            || !TryOpenFrame(head, length))
        {
            return null;
        }

        IsWhole = (word & RecordingFormat.LastFrame) != 0;
        return _buffer.AsMemory(0, length);
    }

    public void Dispose()
    {
        _cipher.Dispose();
        _stream.Dispose();
    }

    private bool TryOpenFrame(ReadOnlySpan<byte> head, int length)
    {
        Span<byte> nonce = stackalloc byte[RecordingFormat.NonceBytes];
        RecordingFormat.Nonce(_frames++, nonce);
        try
        {
            var content = _buffer.AsSpan(0, length);
            _cipher.Decrypt(nonce, content, _buffer.AsSpan(length, RecordingFormat.TagBytes), content, head);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
