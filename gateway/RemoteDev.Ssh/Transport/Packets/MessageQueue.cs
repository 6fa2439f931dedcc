using System.Buffers;
using System.Buffers.Binary;

namespace RemoteDev.Ssh.Transport.Packets;

/// <summary>
/// Payloads one behind the other in a rented array, each after its length. Not safe for several threads: its owner holds a lock.
/// </summary>
internal sealed class MessageQueue
{
    private const int LengthOctets = sizeof(int);
    private const int Least = 512;

    private byte[] _array = [];
    private int _start;
    private int _end;

    public bool IsEmpty => _start == _end;

    public void Append(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var length = head.Length + body.Length;
        Reserve(LengthOctets + length);
        var record = _array.AsSpan(_end, LengthOctets + length);
        BinaryPrimitives.WriteInt32LittleEndian(record, length);
        head.CopyTo(record[LengthOctets..]);
        body.CopyTo(record[(LengthOctets + head.Length)..]);
        _end += record.Length;
    }

    /// <summary>The first payload, which must be there.</summary>
    public ReadOnlySpan<byte> Peek()
        => _array.AsSpan(_start + LengthOctets, BinaryPrimitives.ReadInt32LittleEndian(_array.AsSpan(_start)));

    /// <summary>Drops the first payload. The array goes back with the last one.</summary>
    public void Drop()
    {
        _start += LengthOctets + BinaryPrimitives.ReadInt32LittleEndian(_array.AsSpan(_start));
        if (IsEmpty)
        {
            Clear();
        }
    }

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        Return();
        _array = [];
        (_start, _end) = (0, 0);
    }

    private void Reserve(int count)
    {
        if (count <= _array.Length - _end)
        {
            return;
        }

        var used = _end - _start;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Least, checked((used + count) * 2)));
        _array.AsSpan(_start, used).CopyTo(larger);
        Return();
        _array = larger;
        (_start, _end) = (0, used);
    }

    // Payloads may hold a password: what is given back is wiped.
    private void Return()
    {
        if (_array.Length > 0)
        {
            _array.AsSpan(0, _end).Clear();
            ArrayPool<byte>.Shared.Return(_array);
        }
    }
}
