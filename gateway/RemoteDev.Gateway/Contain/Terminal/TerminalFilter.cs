using System.Buffers;
using System.Text;

namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>
/// Stands between a target's terminal output and the person's terminal, and takes out what would act on the person's machine: clipboard,
/// files, printing, images, notifications, remote control, and questions whose answers the target could choose. All else passes octet for
/// octet (but for a string's end as a C1 control, which passes as ESC \), in any split, with at most one kilobyte held back. It keeps nothing
/// of what passed.
/// </summary>
/// <remarks>
/// Terminals differ in where a broken sequence ends, so the filter does not try to be any of them. It begins anew at every introducer, in
/// whatever state it is; it skips inside a sequence what any terminal skips; and it lets nothing it removed join what stood on either side.
/// What remains after a removal is therefore text to every terminal, or a sequence that was judged.
/// </remarks>
internal sealed partial class TerminalFilter
{
    private const byte Bell = 0x07;
    private const byte Cancel = 0x18;
    private const byte Substitute = 0x1a;
    private const byte Esc = 0x1b;
    private const byte Delete = 0x7f;

    /// <summary>First octet of U+0080 to U+00BF in UTF-8, C1 controls among them.</summary>
    private const byte Lead = 0xc2;
    private const byte DeviceControl = 0x90;
    private const byte ControlSequenceIntroducer = 0x9b;
    private const byte StringTerminator = 0x9c;
    private const byte OperatingSystemCommand = 0x9d;
    private const byte ApplicationProgramCommand = 0x9f;
    private const int MostHeld = 1024;

    private static readonly SearchValues<byte> Notable =
        SearchValues.Create([Bell, Cancel, Substitute, Esc, .. Enumerable.Range(0x80, 0x80).Select(octet => (byte)octet)]);

    private readonly TerminalFilterOptions _options;
    private readonly RemovalLog _log;
    private readonly byte[] _held = new byte[MostHeld];
    private readonly RemovalTally _drop = new();
    private readonly RemovalTally _print = new();
    private FilterState _state;
    private FilterState _outer;
    private SequenceForm _form;
    private int _heldLength;

    /// <summary>Where in what is held the body begins, after the introducer.</summary>
    private int _body;

    /// <summary>Where in what is held an ESC stands that may end the string before it.</summary>
    private int _escapeAt;
    private byte _intermediate;
    private byte _introducer;

    private bool _leads;
    private int _continuations;
    private byte _least = 0x80;
    private byte _greatest = 0xbf;

    /// <summary>Last octet that went to the terminal.</summary>
    private byte _last;

    /// <summary>Whether the terminal may be inside something that was cut off by a sequence which has not gone out yet.</summary>
    private bool _dangling;

    /// <summary>What a question that is being dropped asks about, '$' or '+'; 0 for none.</summary>
    private byte _asked;

    /// <summary>Whether the end of a ZMODEM header's line was seen.</summary>
    private bool _headerEnds;

    /// <summary>Whether what is written goes to a printer that is not there.</summary>
    private bool _printing;
    private IBufferWriter<byte>? _output;
    private IBufferWriter<byte>? _answers;

    /// <summary>A filter for one terminal.</summary>
    /// <param name="options">What policy lets pass.</param>
    /// <param name="removed">Told of each removal, and of floods in lots; never called while nothing is removed.</param>
    public TerminalFilter(TerminalFilterOptions options, Action<TerminalRemoval> removed)
    {
        _options = options;
        _log = new RemovalLog(removed);
    }

    /// <summary>Removals so far.</summary>
    public long Removals => _log.Total;

    /// <summary>Takes what the target wrote.</summary>
    /// <param name="bytes">In any split.</param>
    /// <param name="output">Receives what goes to the person's terminal.</param>
    /// <param name="answers">
    /// Receives what is answered to the target in the terminal's place, as if typed; at most 16 answers per question. Null when nothing can
    /// be typed: the input has ended, or the caller holds answers enough that the target has not read.
    /// </param>
    public void Filter(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output, IBufferWriter<byte>? answers)
    {
        _output = output;
        _answers = answers;
        while (!bytes.IsEmpty)
        {
            var plain = (int)Math.Min(PlainLength(bytes), MayTake);
            if (plain == 0)
            {
                Take(bytes[0]);
                bytes = bytes[1..];
                continue;
            }

            if (_state == FilterState.Dropping)
            {
                Drop(bytes[..plain]);
            }
            else
            {
                Emit(bytes[..plain]);
            }

            bytes = bytes[plain..];
        }

        _output = null;
        _answers = null;
    }

    /// <summary>The output has ended. What was held back as half a sequence is dropped; a string the terminal is in is closed.</summary>
    public void End(IBufferWriter<byte> output)
    {
        _output = output;
        if (_leads)
        {
            _leads = false;
            Step(Lead);
        }

        switch (_state)
        {
            case FilterState.ZmodemLead:
                Flush();
                break;
            case FilterState.Passing:
                Emit("\x1b\\"u8);
                break;
            default:
                Interrupt();
                break;
        }

        _state = FilterState.Outside;
        StopPrinting();
        _log.Flush();
        _output = null;
    }

    /// <summary>How many octets can be taken at once before a limit is met: limits must not depend on how the bytes are split.</summary>
    private long MayTake => _state == FilterState.Dropping ? _options.MostSwallowed - _drop.Length
        : _printing ? _options.MostSwallowed - _print.Length : long.MaxValue;

    /// <summary>How much of the front is text, or string data, that needs no further look.</summary>
    private int PlainLength(ReadOnlySpan<byte> bytes)
    {
        if (_state is not (FilterState.Outside or FilterState.Passing or FilterState.Dropping) || _leads || _continuations > 0)
        {
            return 0;
        }

        var at = 0;
        while (true)
        {
            var step = bytes[at..].IndexOfAny(Notable);
            if (step < 0)
            {
                return bytes.Length;
            }

            at += step;
            var before = at;
            while (at < bytes.Length && bytes[at] > Lead
                && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
            {
                at += length;
            }

            if (at == before || at == bytes.Length)
            {
                return at;
            }
        }
    }

    /// <summary>One octet, told apart as text or C1 control.</summary>
    private void Take(byte octet)
    {
        if (_leads)
        {
            _leads = false;
            if (octet is >= 0x80 and <= 0xbf)
            {
                if (IsIntroducer(octet))
                {
                    Control(octet, SequenceForm.Encoded);
                    return;
                }

                Step(Lead);
                Step(octet);
                return;
            }

            Step(Lead);
        }

        if (octet < 0x80)
        {
            _continuations = 0;
            Step(octet);
            return;
        }

        if (_continuations > 0 && octet >= _least && octet <= _greatest)
        {
            _continuations--;
            _least = 0x80;
            _greatest = 0xbf;
            Step(octet);
            return;
        }

        TakeLead(octet);
    }

    /// <summary>First octet of a UTF-8 character (RFC 3629 section 4), or one that no character has here.</summary>
    private void TakeLead(byte octet)
    {
        if (octet == Lead)
        {
            _continuations = 0;
            _leads = true;
            return;
        }

        _continuations = octet switch
        {
            > Lead and <= 0xdf => 1,
            >= 0xe0 and <= 0xef => 2,
            >= 0xf0 and <= 0xf4 => 3,
            _ => 0,
        };
        _least = octet switch
        {
            0xe0 => 0xa0,
            0xf0 => 0x90,
            _ => 0x80,
        };
        _greatest = octet switch
        {
            0xed => 0x9f,
            0xf4 => 0x8f,
            _ => 0xbf,
        };
        if (IsIntroducer(octet))
        {
            Control(octet, SequenceForm.Raw);
        }
        else
        {
            Step(octet);
        }
    }

    private static bool IsIntroducer(byte octet) =>
        octet is DeviceControl or 0x98 or (>= ControlSequenceIntroducer and <= ApplicationProgramCommand);

    private void Hold(byte octet) => _held[_heldLength++] = octet;
}
