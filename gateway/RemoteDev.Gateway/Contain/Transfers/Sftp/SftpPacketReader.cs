using System.Buffers;
using System.Buffers.Binary;

namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>
/// Cuts one direction of an SFTP channel into packets, over any split. Content of files passes as it comes and is never kept; other
/// packets are kept until they are whole, in a buffer that is only rented meanwhile.
/// </summary>
internal sealed class SftpPacketReader(SftpType bulkType, ISftpPackets packets) : IDisposable
{
    private const int Start = 5;

    /// <summary>Length, type, id, and the length that follows it: of the handle, or of the content.</summary>
    private const int BulkStart = 13;

    private byte[]? _buffer;
    private int _have;
    private int _need = Start;
    private uint _bulk;
    private bool _headKnown;

    /// <summary>What is wrong with the octets, in words for the person; null while nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the content of a packet is passing, so that nothing else may be written in that direction.</summary>
    public bool InBulk => _bulk > 0;

    public bool Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && Fault is null)
        {
            if (_bulk > 0)
            {
                var some = (int)Math.Min(_bulk, (uint)bytes.Length);
                if (!packets.Bulk(bytes[..some]))
                {
                    return false;
                }

                _bulk -= (uint)some;
                bytes = bytes[some..];
                if (_bulk == 0)
                {
                    packets.BulkEnded();
                }

                continue;
            }

            var taken = Math.Min(_need - _have, bytes.Length);
            var buffer = Room();
            bytes[..taken].CopyTo(buffer.AsSpan(_have));
            _have += taken;
            bytes = bytes[taken..];
            if (_have == _need && !Advance(buffer))
            {
                return false;
            }
        }

        return Fault is null;
    }

    public void Dispose() => Release();

    private byte[] Room()
    {
        if (_buffer is null)
        {
            return _buffer = ArrayPool<byte>.Shared.Rent(1024);
        }

        if (_buffer.Length < _need)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_need);
            _buffer.AsSpan(0, _have).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer;
    }

    private bool Advance(byte[] buffer)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(buffer);
        var type = (SftpType)buffer[4];
        if (_need == Start && !_headKnown)
        {
            if (length is 0 or > SftpLimits.Packet)
            {
                return Fail(
                    "SFTP packets are at most 256 KiB long. (If the login prints something before SFTP begins, it looks like this too.)");
            }

            _headKnown = true;
            _need = type == bulkType ? BulkStart : sizeof(uint) + (int)length;
            if (type == bulkType && length < BulkStart - sizeof(uint))
            {
                return Fail("An SFTP packet is shorter than its fields.");
            }

            if (_have < _need)
            {
                return true;
            }
        }

        return type == bulkType ? AdvanceBulk(buffer, length) : Finish(packets.Packet(buffer.AsSpan(0, _need)));
    }

    private bool AdvanceBulk(byte[] buffer, uint length)
    {
        if (bulkType == SftpType.Write && _need == BulkStart)
        {
            var handle = BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(9));
            if (handle > SftpLimits.Handle)
            {
                return Fail("An SFTP handle is longer than 256 octets.");
            }

            _need = BulkStart + (int)handle + sizeof(ulong) + sizeof(uint);
            return true;
        }

        var content = BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(_need - sizeof(uint)));
        if (content != (long)length + sizeof(uint) - _need)
        {
            return Fail("An SFTP packet's content is not as long as it says.");
        }

        if (!Finish(packets.BulkHead(buffer.AsSpan(0, _need), content)))
        {
            return false;
        }

        _bulk = content;
        if (content == 0)
        {
            packets.BulkEnded();
        }

        return true;
    }

    private bool Finish(bool passed)
    {
        _have = 0;
        _need = Start;
        _headKnown = false;
        Release();
        return passed;
    }

    private bool Fail(string fault)
    {
        Fault = fault;
        return false;
    }

    private void Release()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
