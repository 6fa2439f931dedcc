using System.Buffers;

namespace RemoteDev.Gateway.Contain.Terminal;

/// <content>What becomes of what is held, and the accounts of what is taken out.</content>
internal sealed partial class TerminalFilter
{
    private ReadOnlySpan<byte> Held => _held.AsSpan(0, _heldLength);

    /// <summary>To the terminal, or to where printing goes.</summary>
    private void Emit(ReadOnlySpan<byte> bytes)
    {
        if (_printing)
        {
            Swallow(bytes, bytes.Length);
            return;
        }

        _output!.Write(bytes);
        _last = bytes[^1];
        _dangling = false;
    }

    /// <summary>What is held passes.</summary>
    private void Flush()
    {
        _state = FilterState.Outside;
        Emit(Held);
        _heldLength = 0;
    }

    /// <summary>What is held does not pass.</summary>
    private void RemoveHeld(TerminalRemovalKind kind)
    {
        _state = FilterState.Outside;
        BeginDrop(kind);
        FinishDrop();
    }

    private void BeginDrop(TerminalRemovalKind kind)
    {
        Close();
        _drop.Begin(kind, Held);
        _heldLength = 0;
    }

    private void Drop(ReadOnlySpan<byte> bytes)
    {
        _drop.Add(bytes);
        if (_drop.Length >= _options.MostSwallowed)
        {
            FinishDrop();
        }
    }

    private void FinishDrop()
    {
        _state = FilterState.Outside;
        _asked = 0;
        if (_printing)
        {
            Swallow(_drop.Start, _drop.Length);
            return;
        }

        _log.Add(_drop.Kind, _drop.Length, _drop.Start);
    }

    private void StartPrinting()
    {
        if (!_printing)
        {
            Close();
            _printing = true;
            _print.Begin(TerminalRemovalKind.Print, default);
        }
    }

    private void Swallow(ReadOnlySpan<byte> start, long length)
    {
        _print.Add(start, length);
        if (_print.Length >= _options.MostSwallowed)
        {
            StopPrinting();
        }
    }

    private void StopPrinting()
    {
        if (_printing)
        {
            _printing = false;
            _log.Add(TerminalRemovalKind.Print, _print.Length, _print.Start);
        }
    }

    /// <summary>
    /// Something is removed: what follows it must not be read as going on with what stood before it. ST ends whatever is open, and is
    /// nothing to a terminal where nothing is.
    /// </summary>
    private void Close()
    {
        if (!_printing && (_dangling || _last == Lead))
        {
            Emit("\x1b\\"u8);
        }
    }

    private void Reply(ReadOnlySpan<byte> answer)
    {
        if (!_printing)
        {
            _answers?.Write(answer);
        }
    }

    /// <summary>A sequence is cut off by what begins now, by CAN, or by the end of all output.</summary>
    private void Interrupt()
    {
        switch (_state)
        {
            case FilterState.Outside:
                break;
            case FilterState.Passing:
                _state = FilterState.Outside;
                _dangling = true;
                break;
            case FilterState.Dropping or FilterState.ZmodemHeader:
                FinishDrop();
                break;
            case FilterState.ZmodemLead:
                Flush();
                _dangling = true;
                break;
            case FilterState.Escape when _outer == FilterState.Dropping:
                _drop.Add(Held);
                FinishDrop();
                break;
            case FilterState.Escape:
                LeaveOuter();
                RemoveHeld(TerminalRemovalKind.Malformed);
                break;
            default:
                RemoveHeld(KindOfHeld(_heldLength));
                break;
        }
    }

    /// <summary>An ESC inside a string began something else than its end: the string is cut off there.</summary>
    private void LeaveOuter()
    {
        switch (_outer)
        {
            case FilterState.Outside:
                return;
            case FilterState.Passing:
                _dangling = true;
                break;
            case FilterState.Dropping:
                FinishDrop();
                break;
            default:
                Close();
                _drop.Begin(KindOfHeld(_escapeAt), _held.AsSpan(0, _escapeAt));
                _held.AsSpan(_escapeAt, _heldLength - _escapeAt).CopyTo(_held);
                _heldLength -= _escapeAt;
                FinishDrop();
                break;
        }

        _outer = FilterState.Outside;
    }
}
