using System.Buffers;
using System.Buffers.Binary;
using RemoteDev.Gateway.Contain.CodeServer;
using RemoteDev.Gateway.Contain.WebSockets;

namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>
/// Reads what a client sends as VS Code's server would, until it says which kind of connection it wants: messages with a header of 13 octets
/// (type, id, ack, length; big-endian), of which control messages are JSON. Any application may speak behind a forwarded port, so nothing
/// that the server would pass over is a fault here: what it skips is skipped, and what it would act on is found wherever it stands.
/// </summary>
internal sealed class IdeProtocolReader : IFramePayload
{
    private const int HeaderLength = 13;
    private const byte Control = 2;
    private const int LongestControl = 256 << 10;

    private readonly byte[] _header = new byte[HeaderLength];
    private byte[]? _message;
    private int _have;
    private uint _length;
    private uint _read;
    private bool _isOpening;
    private bool _authenticated;

    /// <summary>None while it was not said.</summary>
    public IdeConnectionKind Kind { get; private set; }

    /// <summary>With a tunnel: where to; null when the message does not say it plainly.</summary>
    public TunnelTarget? Tunnel { get; private set; }

    /// <summary>Whether it is VS Code's protocol, and asks for something in a way that has two readings, or for what is not known.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>False: it is faulty, and nothing of it may pass.</summary>
    public bool Read(ReadOnlySpan<byte> bytes, uint mask, int offset)
    {
        while (!bytes.IsEmpty && Kind == IdeConnectionKind.None)
        {
            var taken = 1;
            var passes = true;
            if (_have < HeaderLength)
            {
                _header[_have++] = Plain(bytes[0], mask, offset);
                if (_have == HeaderLength)
                {
                    Start();
                }
            }
            else if (_message is null && !_isOpening)
            {
                taken = (int)Math.Min(_length - _read, (uint)bytes.Length);
                _read += (uint)taken;
            }
            else
            {
                passes = Keep(Plain(bytes[0], mask, offset));
            }

            if (!passes || (_have == HeaderLength && _read == _length && !Finish()))
            {
                IsFaulty = true;
                return false;
            }

            bytes = bytes[taken..];
            offset = (offset + taken) & 3;
        }

        return true;
    }

    private static byte Plain(byte one, uint mask, int offset) => (byte)(one ^ (mask >> (24 - (8 * offset))));

    private void Start()
    {
        _length = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(9));
        _read = 0;
        _isOpening = _header[0] == Control && _length > 0;
    }

    /// <summary>Keeps one octet of a control message; one that can be no object is skipped, whatever its length.</summary>
    private bool Keep(byte one)
    {
        if (_isOpening && one is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
        {
            _isOpening = false;
            if (one == '{')
            {
                if (_length > LongestControl)
                {
                    return false;
                }

                _message = ArrayPool<byte>.Shared.Rent((int)_length);
                _message.AsSpan(0, (int)_read).Fill((byte)' ');
            }
        }

        if (_message is { } message)
        {
            message[_read] = one;
        }

        _read++;
        return true;
    }

    private bool Finish()
    {
        _have = 0;
        _isOpening = false;
        if (_message is not { } message)
        {
            return true;
        }

        _message = null;
        var read = ControlMessage.Read(message.AsSpan(0, (int)_length));
        ArrayPool<byte>.Shared.Return(message);
        return read is not null && Take(read);
    }

    private bool Take(ControlMessage read)
    {
        if (read.Type == "connectionType")
        {
            Tunnel = read.Tunnel;
            Kind = !_authenticated ? IdeConnectionKind.None : read.ConnectionType switch
            {
                1 => IdeConnectionKind.Management,
                2 => IdeConnectionKind.ExtensionHost,
                3 => IdeConnectionKind.Tunnel,
                _ => IdeConnectionKind.None,
            };
            return Kind != IdeConnectionKind.None;
        }

        _authenticated |= read.Type == "auth";
        return true;
    }
}
