namespace RemoteDev.Gateway.Contain.Terminal;

/// <content>What an octet does in each state.</content>
internal sealed partial class TerminalFilter
{
    /// <summary>An octet that is no C1 introducer. From 0x80 up it is a part of a character, or no character.</summary>
    private void Step(byte octet)
    {
        switch (_state)
        {
            case FilterState.Outside:
                StepOutside(octet);
                break;
            case FilterState.Escape:
                StepEscape(octet);
                break;
            case FilterState.Control:
                StepControl(octet);
                break;
            case FilterState.ZmodemLead:
                StepZmodemLead(octet);
                break;
            case FilterState.ZmodemHeader:
                StepZmodemHeader(octet);
                break;
            default:
                StepString(octet);
                break;
        }
    }

    private void StepOutside(byte octet)
    {
        if (octet == Esc)
        {
            BeginEscape(FilterState.Outside);
        }
        else if (octet == Cancel && _last == '*')
        {
            _heldLength = 0;
            Hold(octet);
            _state = FilterState.ZmodemLead;
        }
        else
        {
            Emit([octet]);
        }
    }

    private void BeginEscape(FilterState outer)
    {
        if (outer is FilterState.Outside or FilterState.Passing or FilterState.Dropping)
        {
            _heldLength = 0;
        }

        _outer = outer;
        _escapeAt = _heldLength;
        _intermediate = 0;
        Hold(Esc);
        _state = FilterState.Escape;
    }

    private void StepEscape(byte octet)
    {
        if (octet == Esc)
        {
            Interrupt();
            BeginEscape(FilterState.Outside);
        }
        else if (octet is Cancel or Substitute)
        {
            Interrupt();
        }
        else if (octet is < 0x20 or >= Delete || octet <= 0x2f)
        {
            _intermediate = octet is >= 0x20 and <= 0x2f ? octet : _intermediate;
            HoldOrGiveUp(octet);
        }
        else if (octet == '\\' && _intermediate == 0 && _outer != FilterState.Outside)
        {
            Hold(octet);
            _state = _outer;
            EndString();
        }
        else
        {
            LeaveOuter();
            Hold(octet);
            CompleteEscape(octet);
        }
    }

    private void CompleteEscape(byte final)
    {
        if (_intermediate != 0)
        {
            if (ControlRules.Passes(_intermediate, final))
            {
                Flush();
            }
            else
            {
                RemoveHeld(TerminalRemovalKind.ModeSwitch);
            }

            return;
        }

        if (final is (byte)'P' or (byte)'X' or (byte)'[' or (byte)']' or (byte)'^' or (byte)'_')
        {
            Begin((byte)(final + 0x40), SequenceForm.Escaped);
        }
        else
        {
            Flush();
        }
    }

    /// <summary>A C1 control: an introducer, or ST.</summary>
    private void Control(byte octet, SequenceForm form)
    {
        ReadOnlySpan<byte> written = form == SequenceForm.Encoded ? [Lead, octet] : [octet];
        if (octet == StringTerminator)
        {
            Terminate(written);
            return;
        }

        Interrupt();
        _heldLength = 0;
        foreach (var one in written)
        {
            Hold(one);
        }

        Begin(octet, form);
    }

    private void Terminate(ReadOnlySpan<byte> written)
    {
        switch (_state)
        {
            case FilterState.CommandHead or FilterState.DeviceHead or FilterState.MessageHead:
            case FilterState.Whole or FilterState.Passing or FilterState.Dropping:
                // As ESC \ instead: terminals do not agree on C1 controls in UTF-8, and one that reads on would put this string together with what
                // follows it, which was judged as text.
                EndString(_state == FilterState.Dropping ? written : "\x1b\\"u8);
                break;
            default:
                Interrupt();
                Emit(written);
                break;
        }
    }

    private void Begin(byte introducer, SequenceForm form)
    {
        _introducer = introducer;
        _form = form;
        _body = _heldLength;
        _outer = FilterState.Outside;
        _state = introducer switch
        {
            ControlSequenceIntroducer => FilterState.Control,
            OperatingSystemCommand => FilterState.CommandHead,
            DeviceControl => FilterState.DeviceHead,
            _ => FilterState.MessageHead,
        };
    }

    private void StepControl(byte octet)
    {
        if (octet is Esc or Cancel or Substitute)
        {
            Interrupt();
            if (octet == Esc)
            {
                BeginEscape(FilterState.Outside);
            }
        }
        else if (octet is >= 0x40 and < Delete)
        {
            Hold(octet);
            CompleteControl();
        }
        else
        {
            HoldOrGiveUp(octet);
        }
    }

    private void CompleteControl()
    {
        var sequence = new ControlSequence(_held.AsSpan(_body, _heldLength - _body));
        if (ControlRules.Judge(sequence) is not { } kind)
        {
            Flush();
            return;
        }

        var answer = ControlRules.Answer(sequence);
        if (!answer.IsEmpty)
        {
            Reply(answer);
        }

        var starts = sequence is { Prefix: 0, First: 5 } && kind == TerminalRemovalKind.Print;
        var stops = sequence is { Prefix: 0, First: 4 } && kind == TerminalRemovalKind.Print;
        if (starts || (stops && _printing))
        {
            StartPrinting();
            Flush();
            if (stops)
            {
                StopPrinting();
            }

            return;
        }

        RemoveHeld(kind);
    }

    private void StepZmodemLead(byte octet)
    {
        if (octet is >= (byte)'A' and <= (byte)'C' or >= (byte)'a' and <= (byte)'d')
        {
            Hold(octet);
            BeginDrop(TerminalRemovalKind.File);
            _state = FilterState.ZmodemHeader;
            _headerEnds = false;

            // Eight CANs end a ZMODEM session (the protocol's abort); the sender would otherwise try for a minute.
            Reply("\x18\x18\x18\x18\x18\x18\x18\x18"u8);
            return;
        }

        Flush();
        _dangling = true;
        Step(octet);
    }

    /// <summary>The digits of the header and the line's end, which would otherwise stand on the screen.</summary>
    private void StepZmodemHeader(byte octet)
    {
        const int Longest = 24;
        var endsLine = octet is 0x0d or 0x0a or 0x8a or 0x8d or 0x11;
        if (_drop.Length < Longest && (endsLine || (!_headerEnds && char.IsAsciiHexDigit((char)octet))))
        {
            _headerEnds |= endsLine;
            Drop([octet]);
            return;
        }

        FinishDrop();
        Step(octet);
    }

    /// <summary>Keeps an octet of a sequence that is longer than real ones are only up to a limit.</summary>
    private void HoldOrGiveUp(byte octet)
    {
        if (_heldLength < MostHeld - 1)
        {
            Hold(octet);
            return;
        }

        // The octet itself may be a part of a character; it follows whatever is decided.
        Interrupt();
        Step(octet);
    }
}
