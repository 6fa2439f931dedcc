using System.Buffers;

namespace RemoteDev.Ssh.Transport.Packets;

/// <summary>
/// What has arrived and was not handled yet, in a rented buffer that is held only while it holds something. It grows with what the peer
/// keeps coming, so that an idle or typing peer costs little and a stream of data few reads.
/// </summary>
internal sealed class ReceiveBuffer
{
    private const int Small = 4 * 1024;
    private const int Large = 128 * 1024;

    private byte[] _array = [];
    private int _start;
    private int _end;
    private int _size = Small;

    public bool IsEmpty => _start == _end;

    public ReadOnlySpan<byte> Unread => _array.AsSpan(_start, _end - _start);

    /// <summary>The first octets of what is unread, to be decrypted in place. Valid until they are consumed.</summary>
    public Memory<byte> First(int count) => _array.AsMemory(_start, Math.Min(count, _end - _start));

    public void Consume(int count) => _start += count;

    /// <summary>Where the next octets go: at least so much that <paramref name="wanted"/> unread ones fit.</summary>
    public Memory<byte> Reserve(int wanted)
    {
        var unread = _end - _start;
        var size = Math.Max(_size, Math.Max(wanted, unread + 1));
        if (size > _array.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(size);
            Unread.CopyTo(larger);
            Return(_array, _end);
            _array = larger;
            (_start, _end) = (0, unread);
        }
        else if (_start > 0)
        {
            Unread.CopyTo(_array);
            (_start, _end) = (0, unread);
        }

        return _array.AsMemory(_end);
    }

    /// <summary>Takes note of octets that were read into what <see cref="Reserve"/> gave.</summary>
    public void Commit(int count)
    {
        _end += count;
        if (_end == _array.Length)
        {
            _size = Large;
        }
        else if (_end < Small)
        {
            _size = Small;
        }
    }

    /// <summary>Gives the buffer back if nothing is in it.</summary>
    public void ReleaseIfEmpty()
    {
        if (IsEmpty && _array.Length > 0)
        {
            Release();
        }
    }

    /// <summary>Gives the buffer back with whatever is in it.</summary>
    public void Release()
    {
        Return(_array, _end);
        _array = [];
        (_start, _end) = (0, 0);
    }

    // Packets are decrypted in place and may hold a password: what is given back is wiped.
    private static void Return(byte[] array, int used)
    {
        if (array.Length > 0)
        {
            array.AsSpan(0, used).Clear();
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
