using System.Buffers;
using System.Globalization;
using System.Text;
using RemoteDev.Gateway.Contain.WebSockets;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>
/// Follows what a client writes to a forwarded port. HTTP/1.1 is followed request by request, and behind an upgrade VS Code's protocol, until
/// it is known what the connection is for; anything else is opaque. What begins as HTTP and cannot be followed to its end is refused: a
/// request could hide behind it. Lines are held until they are whole, everything else passes as it comes.
/// </summary>
internal sealed class PortReader
{
    private const int LongestHead = 64 << 10;
    private const int LongestChunkLine = 1 << 10;

    private static readonly Refusal Unfollowable = new(
        RefusalCode.NotContained, "The forwarded connection began as HTTP and went on in a way that the gateway cannot follow, so it was closed.");

    private static readonly Refusal NoFrame = new(
        RefusalCode.NotContained, "The forwarded WebSocket carried something that is no WebSocket message, so it was closed.");

    private static readonly Refusal NoHandshake = new(
        RefusalCode.NotContained, "The forwarded connection did not begin as VS Code's connections do, so it was closed.");

    private enum State
    {
        // The first line is not read yet.
        Unknown,
        Next,
        Head,
        Body,
        ChunkSize,
        Chunk,
        ChunkEnd,
        Trailer,
        Framed,
        Bare,
        Opaque,
    }

    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly IdeProtocolReader _ide = new();
    private RequestLine _request;
    private RequestHead _head = new();
    private FrameReader? _frames;
    private State _state;
    private bool _mayBegin;
    private long _left;
    private int _headLength;

    /// <summary>Nothing of what follows is looked at.</summary>
    public bool IsOpaque => _state == State.Opaque;

    /// <summary>What the connection turned out to be for; None for what is not VS Code's.</summary>
    public IdeConnectionKind Kind => _ide.Kind;

    /// <summary>In what the client can be answered.</summary>
    public PortSpeech Speech { get; private set; }

    /// <summary>Reads on, up to the first thing that somebody has to decide.</summary>
    /// <param name="passed">Gets what passes, if that is decided.</param>
    public PortStep Read(ReadOnlySpan<byte> octets, IBufferWriter<byte> passed)
    {
        var read = 0;
        while (read < octets.Length)
        {
            var rest = octets[read..];
            switch (_state)
            {
                case State.Opaque:
                    passed.Write(rest);
                    return new PortStep(octets.Length, null, false, null, null);
                case State.Framed or State.Bare:
                    passed.Write(rest);
                    return TakeSocket(rest, octets.Length);
                case State.Body or State.Chunk:
                    var take = (int)Math.Min(_left, rest.Length);
                    passed.Write(rest[..take]);
                    read += take;
                    _left -= take;
                    _state = _left > 0 ? _state : _state == State.Body ? State.Next : State.ChunkEnd;
                    continue;
            }

            var begins = _state is State.Unknown or State.Next;
            read += TakeLine(rest, passed, out var isWhole);
            var refusal = isWhole ? JudgeLine(passed) : JudgeBeginning(passed);
            if (refusal is not null || (begins && _state == State.Head))
            {
                return new PortStep(read, refusal is null ? _request : null, false, null, refusal);
            }
        }

        return new PortStep(read, null, false, null, null);
    }

    /// <summary>The client writes nothing more: what might have become a request passes.</summary>
    public void End(IBufferWriter<byte> passed)
    {
        if (_state == State.Unknown)
        {
            GoOpaque(passed);
        }
    }

    /// <summary>Takes octets up to the end of a line. Line ends before a request are passed over, as servers do.</summary>
    private int TakeLine(ReadOnlySpan<byte> rest, IBufferWriter<byte> passed, out bool isWhole)
    {
        isWhole = false;
        if (_line.WrittenCount == 0 && _state is State.Unknown or State.Next)
        {
            _headLength = 0;
            var ends = rest.IndexOfAnyExcept((byte)'\r', (byte)'\n');
            ends = ends < 0 ? rest.Length : ends;
            if (ends > 0)
            {
                passed.Write(rest[..ends]);
                return ends;
            }
        }

        var end = rest.IndexOf((byte)'\n');
        isWhole = end >= 0;
        var take = Math.Min(isWhole ? end + 1 : rest.Length, LongestHead + 1);
        _line.Write(rest[..take]);
        _headLength += take;
        return take;
    }

    /// <summary>Judges a line of which more is to come.</summary>
    private Refusal? JudgeBeginning(IBufferWriter<byte> passed)
    {
        if (_line.WrittenCount > 0 && _state is State.Unknown or State.Next && !_mayBegin)
        {
            var line = _line.WrittenSpan;
            if (!RequestLine.MayBegin(line))
            {
                return NoRequest(passed);
            }

            // From here on only the end of the line says more.
            _mayBegin = line.Length > 2 * LongestChunkLine;
        }

        var most = _state is State.ChunkSize or State.ChunkEnd ? LongestChunkLine : LongestHead;
        return _headLength > most ? Unfollowable : null;
    }

    private Refusal? JudgeLine(IBufferWriter<byte> passed)
    {
        _mayBegin = false;
        var line = _line.WrittenSpan[..^1];
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        if (_headLength > LongestHead || line.IndexOfAny((byte)'\r', (byte)'\0') >= 0)
        {
            return _state == State.Unknown && RequestLine.Read(line).Kind == RequestLineKind.Other ? NoRequest(passed) : Unfollowable;
        }

        switch (_state)
        {
            case State.Unknown or State.Next:
                _request = RequestLine.Read(line);
                if (_request.Kind != RequestLineKind.Http)
                {
                    return _request.Kind == RequestLineKind.Other ? NoRequest(passed) : Unfollowable;
                }

                _head = new RequestHead();
                _state = State.Head;
                Speech = PortSpeech.Http;
                break;
            case State.Head when line.IsEmpty:
                return EndHead(passed);
            case State.Head:
                if (!_head.Take(line, out var passes))
                {
                    return Unfollowable;
                }

                if (!passes)
                {
                    _line.ResetWrittenCount();
                }

                break;
            case State.ChunkSize:
                if (!TryChunk(line))
                {
                    return Unfollowable;
                }

                break;
            case State.ChunkEnd when line.IsEmpty:
                _state = State.ChunkSize;
                _headLength = 0;
                break;
            case State.Trailer:
                _state = line.IsEmpty ? State.Next : State.Trailer;
                break;
            default:
                return Unfollowable;
        }

        Pass(passed);
        return null;
    }

    private Refusal? EndHead(IBufferWriter<byte> passed)
    {
        if (!_head.IsSound())
        {
            return Unfollowable;
        }

        Pass(passed);
        _headLength = 0;
        _left = _head.Length;
        if (_request.Method == "CONNECT" || (_head.IsUpgrade && !_head.IsWebSocket))
        {
            _state = State.Opaque;
        }
        else if (_head.IsWebSocket)
        {
            var isBare = IdeQuery.SkipsFrames(_request.Query);
            Speech = isBare ? PortSpeech.Bare : PortSpeech.Framed;
            _frames = new FrameReader(masked: true) { Payload = _ide };
            _state = isBare ? State.Bare : State.Framed;
        }
        else
        {
            _state = _head.IsChunked ? State.ChunkSize : _left > 0 ? State.Body : State.Next;
        }

        return null;
    }

    private PortStep TakeSocket(ReadOnlySpan<byte> octets, int length)
    {
        var isFramed = _state == State.Framed;
        var follows = isFramed ? _frames!.Read(octets) : _ide.Read(octets, 0, 0);
        if (_ide.Kind != IdeConnectionKind.None)
        {
            _state = State.Opaque;
            _frames = null;
            return new PortStep(length, null, _ide.Kind == IdeConnectionKind.Tunnel, _ide.Tunnel, null);
        }

        return new PortStep(length, null, false, null, follows ? null : _ide.IsFaulty ? NoHandshake : NoFrame);
    }

    private bool TryChunk(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)';');
        var digits = Encoding.Latin1.GetString(end < 0 ? line : line[..end]);
        if (digits.Length is 0 or > 12 || !long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left))
        {
            return false;
        }

        _state = _left > 0 ? State.Chunk : State.Trailer;
        _headLength = 0;
        return true;
    }

    private Refusal? NoRequest(IBufferWriter<byte> passed)
    {
        if (_state != State.Unknown)
        {
            return Unfollowable;
        }

        GoOpaque(passed);
        return null;
    }

    private void GoOpaque(IBufferWriter<byte> passed)
    {
        Pass(passed);
        _state = State.Opaque;
    }

    private void Pass(IBufferWriter<byte> passed)
    {
        passed.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
    }
}
