namespace RemoteDev.Gateway.Contain.Terminal;

/// <content>Control strings: OSC, DCS, APC, PM and SOS.</content>
internal sealed partial class TerminalFilter
{
    /// <summary>Room that is kept for the end of a string, after the longest one that is held.</summary>
    private const int RoomForEnd = 8;

    /// <summary>Octets of a string that are judged one by one; after them only those that can end a word.</summary>
    private const int Short = 16;

    private void StepString(byte octet)
    {
        switch (octet)
        {
            case Esc:
                BeginEscape(_state);
                return;
            case Cancel or Substitute:
                CancelString(octet);
                return;
            case Bell when _introducer == OperatingSystemCommand:
                EndString([Bell]);
                return;
        }

        switch (_state)
        {
            case FilterState.Passing:
                Emit([octet]);
                break;
            case FilterState.Dropping:
                Drop([octet]);
                break;
            default:
                Hold(octet);
                Judge(octet);
                break;
        }
    }

    /// <summary>Judges the beginning of a string, at the octets where the judgement can change.</summary>
    private void Judge(byte octet)
    {
        var isFull = _heldLength >= MostHeld - RoomForEnd;
        var mayDecide = isFull || _heldLength <= _body + Short || !char.IsAsciiLetterOrDigit((char)octet);
        var body = _held.AsSpan(_body, _heldLength - _body);
        var kind = TerminalRemovalKind.Malformed;
        var verdict = _state switch
        {
            FilterState.CommandHead when mayDecide => CommandRules.Judge(body, ended: false, _options, out kind),
            FilterState.DeviceHead when octet is >= 0x40 and < Delete => DeviceRules.Judge(body, _options, out kind),
            FilterState.MessageHead when mayDecide => JudgeMessage(body, ended: false, out kind),
            _ => StringVerdict.None,
        };
        if (verdict == StringVerdict.None && isFull)
        {
            verdict = StringVerdict.Drop;
        }

        switch (verdict)
        {
            case StringVerdict.Pass:
            case StringVerdict.Drop when PassesRaw(kind):
                Flush();
                _state = FilterState.Passing;
                break;
            case StringVerdict.Drop:
                var asked = kind == TerminalRemovalKind.Query ? new ControlSequence(body).Intermediate : (byte)0;
                BeginDrop(kind);
                _asked = asked;
                _state = FilterState.Dropping;
                break;
            case StringVerdict.Whole:
                _state = FilterState.Whole;
                break;
        }
    }

    private StringVerdict JudgeMessage(ReadOnlySpan<byte> body, bool ended, out TerminalRemovalKind kind)
    {
        kind = TerminalRemovalKind.Unknown;
        return _introducer == ApplicationProgramCommand ? DeviceRules.JudgeMessage(body, ended, _options, out kind) : StringVerdict.Drop;
    }

    private bool PassesRaw(TerminalRemovalKind kind) => _form == SequenceForm.Raw && kind == TerminalRemovalKind.Unknown;

    private void EndString(ReadOnlySpan<byte> terminator)
    {
        if (_state is FilterState.Passing or FilterState.Dropping)
        {
            _heldLength = 0;
        }

        _escapeAt = _heldLength;
        foreach (var octet in terminator)
        {
            Hold(octet);
        }

        EndString();
    }

    /// <summary>A string has ended, and what ended it is held.</summary>
    private void EndString()
    {
        switch (_state)
        {
            case FilterState.Passing:
                Flush();
                break;
            case FilterState.Dropping:
                _drop.Add(Held);
                if (_asked != 0)
                {
                    Reply(DeviceRules.Unsupported(_asked));
                }

                FinishDrop();
                break;
            default:
                EndHeld(_held.AsSpan(_body, _escapeAt - _body));
                break;
        }
    }

    private void EndHeld(ReadOnlySpan<byte> body)
    {
        var kind = TerminalRemovalKind.Malformed;
        var verdict = _state switch
        {
            FilterState.Whole => StringVerdict.Whole,
            FilterState.CommandHead => CommandRules.Judge(body, ended: true, _options, out kind),
            FilterState.MessageHead => JudgeMessage(body, ended: true, out kind),
            _ => StringVerdict.Drop,
        };
        if (verdict == StringVerdict.Whole && ColourQuestion.IsIn(body))
        {
            if (_answers is { } answers && !_printing)
            {
                ColourQuestion.Answer(body, _held.AsSpan(_escapeAt, _heldLength - _escapeAt), _options, answers);
            }

            RemoveHeld(TerminalRemovalKind.Query);
        }
        else if (verdict is StringVerdict.Whole or StringVerdict.Pass || PassesRaw(kind))
        {
            Flush();
        }
        else
        {
            RemoveHeld(kind);
        }
    }

    /// <summary>CAN and SUB end a string without effect.</summary>
    private void CancelString(byte octet)
    {
        switch (_state)
        {
            case FilterState.Passing:
                _state = FilterState.Outside;
                StepOutside(octet);
                break;
            case FilterState.Dropping:
                _drop.Add([octet]);
                FinishDrop();
                break;
            default:
                Hold(octet);
                RemoveHeld(KindOfHeld(_heldLength - 1));
                break;
        }
    }

    /// <summary>What the string in what is held would have been, had it ended.</summary>
    private TerminalRemovalKind KindOfHeld(int end) => _outer == FilterState.CommandHead || _state == FilterState.CommandHead
        ? CommandRules.Interrupted(_held.AsSpan(_body, end - _body), _options)
        : TerminalRemovalKind.Malformed;
}
