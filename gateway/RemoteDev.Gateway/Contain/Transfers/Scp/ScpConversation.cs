using System.Buffers;
using RemoteDev.Gateway.Contain.Transfers.Sftp;

namespace RemoteDev.Gateway.Contain.Transfers.Scp;

/// <summary>
/// Both directions of a channel in which <c>scp -f</c> or <c>scp -t</c> runs at the target: rcp's protocol, in which the sides take turns.
/// Each file and folder is judged before its line passes; a refused one is answered here, as the other side would answer, and the sender
/// goes on with the next. Names are one segment each (CVE-2026-48798, CVE-2018-20685).
/// </summary>
/// <remarks>Not safe for two threads: see <see cref="SftpConversation"/>.</remarks>
/// <param name="outward">True when the target sends (<c>scp -f</c>).</param>
/// <param name="root">The path on the command line, escaped.</param>
internal sealed class ScpConversation(bool outward, string root, ITransferObserver observer) : IDisposable
{
    private readonly byte[] _line = new byte[ScpLimits.Line];
    private readonly byte[] _answer = new byte[ScpLimits.Line];
    private readonly List<string> _folders = [];
    private ScpStep _step = ScpStep.Answer;
    private int _lineLength;
    private int _answerLength;
    private char _answering;
    private long _left;
    private TransferTally? _tally;

    /// <summary>Why the channel has to end, for the person; null while it may go on.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes what the developer's client sent; false when the channel must end.</summary>
    public bool FromDeveloper(ReadOnlySpan<byte> bytes, IBufferWriter<byte> toTarget, IBufferWriter<byte> toDeveloper) =>
        outward ? FromReceiver(bytes, toTarget) : FromSender(bytes, toTarget, toDeveloper);

    /// <summary>Takes what the target sent; false when the channel must end.</summary>
    public bool FromTarget(ReadOnlySpan<byte> bytes, IBufferWriter<byte> toDeveloper, IBufferWriter<byte> toTarget) =>
        outward ? FromSender(bytes, toDeveloper, toTarget) : FromReceiver(bytes, toDeveloper);

    /// <summary>The channel is over: a file that was not finished is accounted for.</summary>
    public void Dispose()
    {
        Finish(isWhole: false);
        _tally?.Dispose();
    }

    private bool FromSender(ReadOnlySpan<byte> bytes, IBufferWriter<byte> toReceiver, IBufferWriter<byte> toSender)
    {
        while (!bytes.IsEmpty && Fault is null)
        {
            switch (_step)
            {
                case ScpStep.Content:
                    var some = bytes[..(int)Math.Min(_left, bytes.Length)];
                    _tally!.Add((ulong)_tally.Bytes, some);
                    toReceiver.Write(some);
                    _left -= some.Length;
                    bytes = bytes[some.Length..];
                    _step = _left == 0 ? ScpStep.Status : ScpStep.Content;
                    break;
                case ScpStep.Status when bytes[0] == 0 && _lineLength == 0:
                    toReceiver.Write(bytes[..1]);
                    bytes = bytes[1..];
                    Finish(isWhole: true);
                    Await('S');
                    break;
                case ScpStep.Line or ScpStep.Status:
                    if (TakeLine(ref bytes, _line, ref _lineLength) && !Line(toReceiver, toSender))
                    {
                        return false;
                    }

                    break;
                default:
                    return Fail("The sending side of scp spoke out of turn.");
            }
        }

        return Fault is null;
    }

    private bool Line(IBufferWriter<byte> toReceiver, IBufferWriter<byte> toSender)
    {
        var line = _line.AsSpan(0, _lineLength);
        _lineLength = 0;
        if (line[0] is 1 or 2)
        {
            // An error instead of a file, or at the end of one; it is text that the receiver prints.
            SftpNames.Clean(line[1..^1]);
            toReceiver.Write(line);
            if (_step == ScpStep.Status)
            {
                Finish(isWhole: false);
                Await('S');
            }

            return true;
        }

        if (_step == ScpStep.Status || !ScpLine.TryParse(line[..^1], out var parsed))
        {
            return Fail($"The sending side of scp sent what it must not: {EscapedOctets.Of(line, 80)}");
        }

        if (parsed.Kind == 'E' && _folders.Count == 0)
        {
            return Fail("The sending side of scp left a folder that it was not in.");
        }

        return parsed.Kind is 'E' or 'T' ? Pass(line, parsed.Kind, toReceiver) : Enter(line, parsed, toReceiver, toSender);
    }

    /// <summary>A file or a folder.</summary>
    private bool Enter(ReadOnlySpan<byte> line, ScpLine parsed, IBufferWriter<byte> toReceiver, IBufferWriter<byte> toSender)
    {
        if (_folders.Count == ScpLimits.Depth)
        {
            return Fail("The folders that scp sends are too deep.");
        }

        var path = PathOf(EscapedOctets.Of(parsed.Name, ScpLimits.Line));
        var kind = (parsed.Kind, outward) switch
        {
            ('C', true) => TransferKind.ReadFile,
            ('C', false) => TransferKind.WriteFile,
            (_, true) => TransferKind.ListFolder,
            _ => TransferKind.MakeFolder,
        };
        var verdict = observer.Judge(new TransferRequest(kind, path));
        if (!verdict.IsPermitted)
        {
            Refuse(toSender, verdict);
            if (outward)
            {
                Refuse(toReceiver, verdict);
            }

            return true;
        }

        if (parsed.Kind == 'C')
        {
            _left = parsed.Size;
            _tally = new TransferTally(path, outward ? TransferDirection.Out : TransferDirection.In);
            _tally.End((ulong)parsed.Size);
        }
        else
        {
            _folders.Add(path);
        }

        return Pass(line, parsed.Kind, toReceiver);
    }

    private static void Refuse(IBufferWriter<byte> output, TransferVerdict verdict)
    {
        var reason = verdict.Reason ?? "Refused by policy.";
        var text = System.Text.Encoding.UTF8.GetBytes(reason.Length > ScpLimits.Reason ? reason[..ScpLimits.Reason] : reason);
        SftpNames.Clean(text);
        output.Write("\x01scp: "u8);
        output.Write(text);
        output.Write("\n"u8);
    }

    private bool Pass(ReadOnlySpan<byte> line, char kind, IBufferWriter<byte> toReceiver)
    {
        toReceiver.Write(line);
        Await(kind);
        return true;
    }

    private void Await(char kind)
    {
        _answering = kind;
        _step = ScpStep.Answer;
    }

    private bool FromReceiver(ReadOnlySpan<byte> bytes, IBufferWriter<byte> toSender)
    {
        while (!bytes.IsEmpty && Fault is null)
        {
            if (_answerLength == 0 && bytes[0] == 0)
            {
                if (_step != ScpStep.Answer)
                {
                    return Fail("The receiving side of scp spoke out of turn.");
                }

                toSender.Write(bytes[..1]);
                bytes = bytes[1..];
                Accepted();
            }
            else if (_answerLength == 0 && bytes[0] is not (1 or 2))
            {
                return Fail($"The receiving side of scp sent what it must not: {EscapedOctets.Of(bytes, 80)}");
            }
            else if (TakeLine(ref bytes, _answer, ref _answerLength))
            {
                var message = _answer.AsSpan(0, _answerLength);
                _answerLength = 0;
                SftpNames.Clean(message[1..^1]);
                toSender.Write(message);
                Declined();
            }
        }

        return Fault is null;
    }

    private void Accepted()
    {
        _step = _answering == 'C' ? (_left > 0 ? ScpStep.Content : ScpStep.Status) : ScpStep.Line;
        if (_answering == 'E')
        {
            _folders.RemoveAt(_folders.Count - 1);
        }
    }

    /// <summary>The receiver will not have it: the sender goes on with the next. A warning amid content changes nothing.</summary>
    private void Declined()
    {
        if (_step != ScpStep.Answer)
        {
            return;
        }

        if (_answering == 'C')
        {
            Finish(isWhole: false);
        }
        else if (_answering is 'D' or 'E')
        {
            _folders.RemoveAt(_folders.Count - 1);
        }

        _step = ScpStep.Line;
    }

    private void Finish(bool isWhole)
    {
        if (_tally is { } tally)
        {
            _tally = null;
            var receipt = tally.Finish();
            observer.Ended(isWhole ? receipt : receipt with { IsWhole = false });
            tally.Dispose();
        }
    }

    private bool TakeLine(ref ReadOnlySpan<byte> bytes, byte[] line, ref int length)
    {
        var end = bytes.IndexOf((byte)'\n');
        var taken = end < 0 ? bytes.Length : end + 1;
        if (length + taken > line.Length)
        {
            return Fail("A line of scp is longer than 4 KiB.");
        }

        bytes[..taken].CopyTo(line.AsSpan(length));
        length += taken;
        bytes = bytes[taken..];
        return end >= 0;
    }

    private string PathOf(string name)
    {
        var folder = _folders.Count > 0 ? _folders[^1] : root;
        return _folders.Count == 0 && (root == name || root.EndsWith("/" + name, StringComparison.Ordinal)) ? root
            : folder.EndsWith('/') ? folder + name : $"{folder}/{name}";
    }

    private bool Fail(string fault)
    {
        Fault ??= fault;
        _step = ScpStep.Closed;
        return false;
    }
}
