using System.Buffers.Binary;

namespace RemoteDev.Gateway.Contain.WebSockets;

/// <summary>
/// Follows one direction of a WebSocket (RFC 6455) frame by frame, over any split of the bytes, without keeping or copying them.
/// Whatever the RFC forbids ends it: a peer inside that reads such bytes more kindly would see other messages than we do.
/// </summary>
/// <param name="masked">True for bytes from a browser, which must be masked; false for bytes to it, which must not.</param>
internal sealed class FrameReader(bool masked)
{
    private const int MaxHeader = 14;
    private const ulong MaxFrame = 1UL << 30;
    private const byte Continuation = 0;
    private const byte Binary = 2;
    private const byte Close = 8;
    private const byte Pong = 10;

    private readonly byte[] _header = new byte[MaxHeader];
    private int _have;
    private int _need = 2;
    private ulong _left;
    private uint _mask;
    private int _offset;
    private bool _inMessage;
    private bool _closed;
    private bool _isData;

    /// <summary>Who reads the payload of data frames, while somebody has to.</summary>
    public IFramePayload? Payload { get; set; }

    /// <summary>True while all bytes so far are frames as the RFC wants them and the payload's reader is content.</summary>
    public bool Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_left > 0)
            {
                var take = (int)Math.Min(_left, (ulong)bytes.Length);
                if (_isData && Payload is { } payload && !payload.Read(bytes[..take], _mask, _offset))
                {
                    return false;
                }

                _left -= (ulong)take;
                _offset = (_offset + take) & 3;
                bytes = bytes[take..];
                continue;
            }

            _header[_have++] = bytes[0];
            bytes = bytes[1..];
            if (_have == 2 && !TrySize())
            {
                return false;
            }

            if (_have == _need && !TryStart())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first two bytes say how long the header is, and most of what can be wrong.</summary>
    private bool TrySize()
    {
        var reserved = _header[0] & 0x70;
        var opcode = _header[0] & 0x0f;
        var final = (_header[0] & 0x80) != 0;
        var length = _header[1] & 0x7f;
        if (reserved != 0 || _closed || ((_header[1] & 0x80) != 0) != masked)
        {
            return false;
        }

        _isData = opcode <= Binary;
        if (!_isData)
        {
            if (opcode is < Close or > Pong || !final || length > 125)
            {
                return false;
            }

            _closed = opcode == Close;
        }
        else
        {
            if ((opcode == Continuation) != _inMessage)
            {
                return false;
            }

            _inMessage = !final;
        }

        _need = 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + (masked ? 4 : 0);
        return true;
    }

    private bool TryStart()
    {
        var length = _header[1] & 0x7f;
        switch (length)
        {
            case 126:
                _left = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2));
                if (_left < 126)
                {
                    return false;
                }

                break;
            case 127:
                _left = BinaryPrimitives.ReadUInt64BigEndian(_header.AsSpan(2));
                if (_left is <= ushort.MaxValue or > MaxFrame)
                {
                    return false;
                }

                break;
            default:
                _left = (ulong)length;
                break;
        }

        _mask = masked ? BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(_need - 4)) : 0;
        _offset = 0;
        _have = 0;
        _need = 2;
        return true;
    }
}
