using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace RemoteDev.Ssh.Wire;

/// <summary>
/// Writes the data types of RFC 4251 section 5 into a buffer that is rented and grows. Disposing gives the buffer back, after which
/// <see cref="Written"/> must not be used. The buffer is wiped when it is given back, since payloads hold keys and passwords.
/// </summary>
internal ref struct SshWriter
{
    private byte[] _buffer;
    private int _length;

    public SshWriter(MessageNumber message, int capacity = 256)
        : this(capacity)
    {
        WriteByte((byte)message);
    }

    private SshWriter(int capacity)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 1));
        _length = 0;
    }

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>A writer without a message number: for blobs inside messages.</summary>
    public static SshWriter Blob(int capacity = 256) => new(capacity);

    public readonly byte[] ToArray() => Written.ToArray();

    public void WriteByte(byte value) => Reserve(1)[0] = value;

    public void WriteBoolean(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(sizeof(uint)), value);

    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Reserve(sizeof(ulong)), value);

    /// <summary>Octets without a length before them.</summary>
    public void WriteOctets(scoped ReadOnlySpan<byte> octets) => octets.CopyTo(Reserve(octets.Length));

    public void WriteString(scoped ReadOnlySpan<byte> octets)
    {
        WriteUInt32((uint)octets.Length);
        WriteOctets(octets);
    }

    /// <summary>A string of UTF-8.</summary>
    public void WriteText(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        WriteUInt32((uint)length);
        Encoding.UTF8.GetBytes(text, Reserve(length));
    }

    /// <summary>A name-list: names joined by commas.</summary>
    public void WriteNameList(IEnumerable<string> names) => WriteText(string.Join(',', names));

    /// <summary>A positive mpint from its magnitude, big endian; zeros in front are dropped.</summary>
    public void WritePositive(scoped ReadOnlySpan<byte> magnitude)
    {
        magnitude = magnitude.TrimStart((byte)0);
        var needsZero = !magnitude.IsEmpty && magnitude[0] >= 0x80;
        WriteUInt32((uint)(magnitude.Length + (needsZero ? 1 : 0)));
        if (needsZero)
        {
            WriteByte(0);
        }

        WriteOctets(magnitude);
    }

    public void Dispose()
    {
        var buffer = _buffer;
        var used = _length;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
        {
            buffer.AsSpan(0, used).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (count > _buffer.Length - _length)
        {
            Grow(count);
        }

        var reserved = _buffer.AsSpan(_length, count);
        _length += count;
        return reserved;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + count), _buffer.Length * 2));
        Written.CopyTo(larger);
        _buffer.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
