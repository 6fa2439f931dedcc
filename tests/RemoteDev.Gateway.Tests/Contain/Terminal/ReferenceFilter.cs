using System.Buffers;
using System.Text;
using RemoteDev.Gateway.Contain.Terminal;

namespace RemoteDev.Gateway.Tests.Contain.Terminal;

/// <summary>
/// The terminal filter again, the slow and obvious way: the whole input at once, first cut into characters, then into sequences by looking
/// ahead. It knows the rules of the product but none of its states. Printing, ZMODEM and lengths that are limited are not in it.
/// </summary>
internal sealed class ReferenceFilter(TerminalFilterOptions options)
{
    private readonly List<Unit> _units = [];
    private readonly List<byte> _output = [];
    private bool _dangling;

    public List<TerminalRemovalKind> Removed { get; } = [];

    public byte[] Run(byte[] input)
    {
        Cut(input);
        for (var at = 0; at < _units.Count;)
        {
            at = _units[at].Control != 0 || Is(at, 0x1b) ? Sequence(at) : Text(at);
        }

        return [.. _output];
    }

    private void Cut(byte[] input)
    {
        for (var at = 0; at < input.Length;)
        {
            var done = Rune.DecodeFromUtf8(input.AsSpan(at), out var rune, out var length) == OperationStatus.Done;
            var octet = input[at];
            if (done && length == 2 && IsControl(rune.Value))
            {
                _units.Add(new Unit(input[at..(at + 2)], (byte)rune.Value, IsRaw: false));
            }
            else if (!done && length == 1 && IsControl(octet))
            {
                _units.Add(new Unit([octet], octet, IsRaw: true));
            }
            else
            {
                _units.AddRange(input[at..(at + length)].Select(one => new Unit([one], 0, IsRaw: false)));
            }

            at += length;
        }
    }

    private static bool IsControl(int value) => value is 0x90 or 0x98 or 0x9b or 0x9c or 0x9d or 0x9e or 0x9f;

    private int Text(int at)
    {
        Emit(_units[at].Octets);
        return at + 1;
    }

    /// <summary>One sequence from its introducer on; returns where the next thing begins.</summary>
    private int Sequence(int at)
    {
        var control = _units[at].Control;
        var body = at + 1;
        if (control == 0)
        {
            // ESC: skip what any terminal skips, take intermediates, then one final character.
            var intermediate = (byte)0;
            while (body < _units.Count && _units[body].Control == 0 && IsSkippedAfterEscape(_units[body].Octets[0]))
            {
                var one = _units[body++].Octets[0];
                intermediate = one is >= 0x20 and <= 0x2f ? one : intermediate;
            }

            if (body == _units.Count || _units[body].Control != 0 || Is(body, 0x1b) || Is(body, 0x18) || Is(body, 0x1a))
            {
                return CutOff(at, body);
            }

            var final = _units[body].Octets[0];
            body++;
            if (intermediate != 0 || !"PX[]^_".Contains((char)final, StringComparison.Ordinal))
            {
                return Finish(at, body, intermediate == 0 || ControlRules.Passes(intermediate, final) ? null : TerminalRemovalKind.ModeSwitch);
            }

            control = (byte)(final + 0x40);
        }

        return control switch
        {
            0x9b => ControlSequence(at, body),
            0x9c => Text(at),
            _ => String(at, body, control, _units[at].IsRaw),
        };
    }

    private static bool IsSkippedAfterEscape(byte octet) => octet is not (0x1b or 0x18 or 0x1a) && octet is < 0x30 or >= 0x7f;

    private int ControlSequence(int at, int body)
    {
        for (var end = body; end < _units.Count; end++)
        {
            var octet = _units[end].Octets[0];
            if (_units[end].Control != 0 || octet is 0x1b or 0x18 or 0x1a)
            {
                return CutOff(at, end);
            }

            if (octet is >= 0x40 and < 0x7f)
            {
                return Finish(at, end + 1, ControlRules.Judge(new ControlSequence(Octets(body, end + 1))));
            }
        }

        return CutOff(at, _units.Count);
    }

    /// <summary>Where a control string ends, and how; then the judgement that its shortest sufficient beginning gives.</summary>
    private int String(int at, int body, byte control, bool isRaw)
    {
        var end = body;
        while (end < _units.Count && _units[end].Control == 0 && !IsStringEnd(end, control))
        {
            end++;
        }

        // ESC and what is skipped after it, up to a backslash, is ST.
        var after = end;
        var ended = false;
        if (end < _units.Count && Is(end, 0x1b))
        {
            var next = end + 1;
            while (next < _units.Count && _units[next].Control == 0 && _units[next].Octets[0] is var one
                && one is not (0x1b or 0x18 or 0x1a) && one is < 0x20 or >= 0x7f)
            {
                next++;
            }

            ended = next < _units.Count && Is(next, (byte)'\\');
            after = ended ? next + 1 : end;
        }
        else if (end < _units.Count && (Is(end, 7) || _units[end].Control == 0x9c))
        {
            ended = true;
            after = end + 1;
        }
        else if (end < _units.Count && _units[end].Control == 0)
        {
            after = end + 1;
        }

        return JudgeString(at, body, end, after, ended, control, isRaw);
    }

    private int JudgeString(int at, int body, int end, int after, bool ended, byte control, bool isRaw)
    {
        var text = Octets(body, end);
        var kind = TerminalRemovalKind.Malformed;
        var verdict = StringVerdict.None;
        for (var length = 1; length <= text.Length && verdict == StringVerdict.None; length++)
        {
            verdict = Judge(text.AsSpan(0, length), ended: false, control, out kind);
        }

        if (verdict == StringVerdict.None && ended)
        {
            verdict = Judge(text, ended: true, control, out kind);
        }

        if (verdict == StringVerdict.Drop && isRaw && kind == TerminalRemovalKind.Unknown)
        {
            verdict = StringVerdict.Pass;
        }

        if (verdict == StringVerdict.Whole && ended)
        {
            return Finish(at, after, ColourQuestion.IsIn(text) ? TerminalRemovalKind.Query : null);
        }

        if (verdict == StringVerdict.Pass)
        {
            Finish(at, after, null);
            _dangling = !ended && after == end;
            return after;
        }

        if (verdict == StringVerdict.Drop)
        {
            Remove(kind);
            return SkipDoubledEscape(end, after, ended);
        }

        // Undecided, and cut off.
        Remove(control == 0x9d && verdict == StringVerdict.None ? CommandRules.Interrupted(text, options) : TerminalRemovalKind.Malformed);
        return after;
    }

    /// <summary>A second ESC at the end of what is dropped: the first belonged to it (that is how tmux doubles them).</summary>
    private int SkipDoubledEscape(int end, int after, bool ended)
    {
        if (ended || after != end || end >= _units.Count || !Is(end, 0x1b))
        {
            return after;
        }

        var next = end + 1;
        while (next < _units.Count && _units[next].Control == 0 && IsSkippedAfterEscape(_units[next].Octets[0]))
        {
            next++;
        }

        return next == _units.Count || _units[next].Control != 0 || Is(next, 0x1b) ? next
            : Is(next, 0x18) || Is(next, 0x1a) ? next + 1 : end;
    }

    private StringVerdict Judge(ReadOnlySpan<byte> text, bool ended, byte control, out TerminalRemovalKind kind)
    {
        kind = control == 0x90 ? TerminalRemovalKind.Malformed : TerminalRemovalKind.Unknown;
        return control switch
        {
            0x9d => CommandRules.Judge(text, ended, options, out kind),
            0x9f => DeviceRules.JudgeMessage(text, ended, options, out kind),
            0x90 when text.Length > 0 && text[^1] is >= 0x40 and < 0x7f => DeviceRules.Judge(text, options, out kind),
            0x90 when !ended => StringVerdict.None,
            _ => ended || !text.IsEmpty ? StringVerdict.Drop : StringVerdict.None,
        };
    }

    private bool IsStringEnd(int at, byte control) => _units[at].Octets[0] is 0x1b or 0x18 or 0x1a || (Is(at, 7) && control == 0x9d);

    /// <summary>A sequence without an end: it is dropped, and so is what cancels it.</summary>
    private int CutOff(int at, int end)
    {
        var cancelled = end < _units.Count && (Is(end, 0x18) || Is(end, 0x1a));
        Remove(TerminalRemovalKind.Malformed);
        return cancelled ? end + 1 : end;
    }

    private int Finish(int at, int end, TerminalRemovalKind? removed)
    {
        if (removed is { } kind)
        {
            Remove(kind);
        }
        else if (end - at > 1 && _units[end - 1].Control == 0x9c)
        {
            Emit([.. Octets(at, end - 1), 0x1b, (byte)'\\']);
        }
        else
        {
            Emit(Octets(at, end));
        }

        return end;
    }

    private void Remove(TerminalRemovalKind kind)
    {
        if (_dangling || (_output.Count > 0 && _output[^1] == 0xc2))
        {
            Emit("\x1b\\"u8.ToArray());
        }

        Removed.Add(kind);
    }

    private void Emit(byte[] octets)
    {
        _output.AddRange(octets);
        _dangling = false;
    }

    private byte[] Octets(int from, int to) => [.. _units[from..to].SelectMany(unit => unit.Octets)];

    private bool Is(int at, byte octet) => _units[at].Control == 0 && _units[at].Octets[0] == octet;

    private sealed record Unit(byte[] Octets, byte Control, bool IsRaw);
}
