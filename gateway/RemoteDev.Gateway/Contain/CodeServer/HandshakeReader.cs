using System.Buffers;
using System.Buffers.Binary;
using RemoteDev.Gateway.Contain.WebSockets;

namespace RemoteDev.Gateway.Contain.CodeServer;

/// <summary>
/// Follows VS Code's remote protocol from the browser until the connection's type is known. Messages have a 13-byte header
/// (type, id, ack, length; big-endian) and pay no heed to WebSocket frames. The server inside acts on the second control
/// message; we have read it whole before its last byte passes, so a refused one never arrives whole.
/// </summary>
internal sealed class HandshakeReader : IFramePayload
{
    private const int HeaderLength = 13;
    private const byte Control = 2;

    /// <summary>Regular, control, ack, disconnect, replay, pause, resume, keep-alive, and the two latency measurements.</summary>
    private const byte LastType = 11;
    private const int MaxControl = 256 << 10;

    /// <summary>What may come before the type is known; beyond that nobody is shaking hands.</summary>
    private const int MaxBefore = 1 << 20;

    private readonly byte[] _header = new byte[HeaderLength];
    private byte[]? _message;
    private int _have;
    private uint _length;
    private uint _read;
    private int _seen;
    private bool _authenticated;

    public HandshakeFault Fault { get; private set; }

    /// <summary>True once the type is known and permitted; the reader is not needed any more.</summary>
    public bool IsOver { get; private set; }

    public bool Read(ReadOnlySpan<byte> bytes, uint mask, int offset)
    {
        if (Fault != HandshakeFault.None)
        {
            return false;
        }

        // A frame may hold the end of the handshake and what follows; the rest of it is not ours to read.
        foreach (var one in bytes)
        {
            if (IsOver)
            {
                return true;
            }

            if (++_seen > MaxBefore || !Take((byte)(one ^ (mask >> (24 - (8 * offset))))))
            {
                return Fail(Fault == HandshakeFault.None ? HandshakeFault.Unknown : Fault);
            }

            offset = (offset + 1) & 3;
        }

        return true;
    }

    private bool Take(byte one)
    {
        if (_have < HeaderLength)
        {
            _header[_have++] = one;
            return _have < HeaderLength || Start();
        }

        if (_message is { } message)
        {
            message[_read] = one;
        }

        return ++_read < _length || Finish();
    }

    private bool Start()
    {
        _length = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(9));
        _read = 0;
        if (_header[0] is 0 or > LastType || _length > MaxControl)
        {
            return false;
        }

        if (_header[0] == Control && _length > 0)
        {
            _message = ArrayPool<byte>.Shared.Rent((int)_length);
        }

        return _length > 0 || Finish();
    }

    private bool Finish()
    {
        _have = 0;
        var message = _message;
        _message = null;
        if (_header[0] != Control)
        {
            return true;
        }

        var read = ControlMessage.Read(message is null ? default : message.AsSpan(0, (int)_length));
        if (message is not null)
        {
            ArrayPool<byte>.Shared.Return(message);
        }

        return Judge(read);
    }

    private bool Judge(ControlMessage? read)
    {
        if (read is null || read.Type != (_authenticated ? "connectionType" : "auth"))
        {
            return false;
        }

        if (!_authenticated)
        {
            _authenticated = true;
            return true;
        }

        IsOver = read.ConnectionType is 1 or 2;
        if (read.ConnectionType == 3)
        {
            Fault = HandshakeFault.Tunnel;
        }

        return IsOver;
    }

    private bool Fail(HandshakeFault fault)
    {
        Fault = fault;
        if (_message is { } message)
        {
            _message = null;
            ArrayPool<byte>.Shared.Return(message);
        }

        return false;
    }
}
