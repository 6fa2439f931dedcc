using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RemoteDev.Gateway.Trace.Recordings;

/// <summary>Writes one recording, encrypted. Not safe for two threads; <see cref="RecordingWriter"/> is its one user.</summary>
internal sealed class RecordingFile : IDisposable
{
    private readonly ITraceFile _file;
    private readonly AesGcm _cipher;
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _frame = new byte[sizeof(uint) + RecordingFormat.FrameBytes + RecordingFormat.TagBytes];
    private ulong _frames;

    private RecordingFile(ITraceFile file, AesGcm cipher)
    {
        _file = file;
        _cipher = cipher;
    }

    /// <summary>Of content.</summary>
    public long Bytes { get; private set; }

    /// <summary>Makes the file with its head; when this returns, both are on the disk.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static RecordingFile Create(ITraceFile file, IKeySeal seal)
    {
        var key = RandomNumberGenerator.GetBytes(RecordingFormat.KeyBytes);
        try
        {
            var box = seal.Seal(key);
            Span<byte> length = stackalloc byte[sizeof(ushort)];
            BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)box.Length));
            file.Append([.. RecordingFormat.Magic, .. length, .. box]);
            file.Commit();
            return new RecordingFile(file, new AesGcm(key, RecordingFormat.TagBytes));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>One frame; on the disk after the next <see cref="Commit"/>.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Append(ReadOnlySpan<byte> content, bool last = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, RecordingFormat.FrameBytes, nameof(content));
        _digest.AppendData(content);
        Bytes += content.Length;

        Span<byte> nonce = stackalloc byte[RecordingFormat.NonceBytes];
        RecordingFormat.Nonce(_frames++, nonce);
        var head = _frame.AsSpan(0, sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(head, (uint)content.Length | (last ? RecordingFormat.LastFrame : 0));
        var sealedContent = _frame.AsSpan(sizeof(uint), content.Length);
        _cipher.Encrypt(nonce, content, sealedContent, _frame.AsSpan(sizeof(uint) + content.Length, RecordingFormat.TagBytes), head);
        _file.Append(_frame.AsSpan(0, sizeof(uint) + content.Length + RecordingFormat.TagBytes));
    }

    /// <summary>Returns when everything appended is on the disk.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Commit() => _file.Commit();

    /// <summary>Of the content so far, lower-case hex.</summary>
    public string Digest() => Convert.ToHexStringLower(_digest.GetCurrentHash());

    public void Dispose()
    {
        _cipher.Dispose();
        _digest.Dispose();
        _file.Dispose();
    }
}
