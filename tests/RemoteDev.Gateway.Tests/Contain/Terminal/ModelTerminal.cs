using System.Buffers;
using System.Globalization;
using System.Text;

namespace RemoteDev.Gateway.Tests.Contain.Terminal;

/// <summary>
/// A terminal that lists what it was told to do and must not have been. It is all terminals in turn: those that end a string at any ESC,
/// and obey it or not; those that only end it at ST; those that obey C1 controls as octets, and those that leave octets out which are no
/// UTF-8; those that skip controls inside a number; and tmux and screen, which hand wrapped sequences to the terminal around them.
/// </summary>
internal sealed record ModelTerminal(EscapeInString Escape, bool ObeysRaw, bool BellEndsAll)
{
    public static ModelTerminal[] All { get; } =
    [
        .. from escape in Enum.GetValues<EscapeInString>()
           from raw in new[] { false, true }
           from bell in new[] { false, true }
           select new ModelTerminal(escape, raw, bell),
    ];

    /// <summary>What of this a terminal would do that it must not.</summary>
    public List<string> Acts(byte[] output)
    {
        List<string> acts = [];
        var text = Decode(output);
        for (var at = 0; at < text.Length;)
        {
            at = text[at] switch
            {
                '\x1b' => AfterEscape(text, at + 1, acts),
                '\x9b' => Control(text, at + 1, acts),
                '\x90' or '\x98' or '\x9d' or '\x9e' or '\x9f' => String(text, at + 1, text[at], acts),
                _ => at + 1,
            };
        }

        return acts;
    }

    private int AfterEscape(string text, int at, List<string> acts)
    {
        while (at < text.Length && text[at] is < ' ' and not ('\x1b' or '\x18' or '\x1a') or '\x7f')
        {
            at++;
        }

        if (at == text.Length)
        {
            return at;
        }

        if (text[at] == '%' && at + 1 < text.Length)
        {
            if (text[at + 1] == '@')
            {
                acts.Add("ESC % @");
            }

            return at + 2;
        }

        return text[at] switch
        {
            '\x1b' => at,
            '[' => Control(text, at + 1, acts),
            ']' or 'P' or '_' or '^' or 'X' => String(text, at + 1, (char)(text[at] + 0x40), acts),
            _ => at + 1,
        };
    }

    private static int Control(string text, int at, List<string> acts)
    {
        var body = new StringBuilder();
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\x1b' or (>= '\x80' and <= '\x9f'):
                    return at;
                case '\x18' or '\x1a':
                    return at + 1;
                case >= '@' and < '\x7f':
                    var parameters = body.ToString();
                    var forbidden = text[at] == 'i' || (text[at] == 't' && parameters is "21" or "20") || (text[at] == 'l' && parameters == "?2");
                    if (forbidden)
                    {
                        acts.Add($"CSI {parameters}{text[at]}");
                    }

                    return at + 1;
                case >= ' ' and < '\x7f':
                    body.Append(text[at]);
                    break;
            }
        }

        return at;
    }

    private int String(string text, int at, char introducer, List<string> acts)
    {
        var start = at;
        for (; at < text.Length; at++)
        {
            var isBell = text[at] == '\a' && (introducer == '\x9d' || BellEndsAll);
            if (isBell || text[at] == '\x9c')
            {
                Obey(text[start..at], introducer, acts);
                return at + 1;
            }

            if (text[at] == '\x1b')
            {
                if (at + 1 < text.Length && text[at + 1] == '\\')
                {
                    Obey(text[start..at], introducer, acts);
                    return at + 2;
                }

                if (Escape != EscapeInString.Data)
                {
                    Obey(Escape == EscapeInString.Obeys ? text[start..at] : "", introducer, acts);
                    return at;
                }

                // In a wrapped sequence ESC is doubled, and two are one.
                at++;
            }
            else if (text[at] is '\x18' or '\x1a' && Escape != EscapeInString.Data)
            {
                return at + 1;
            }
        }

        return at;
    }

    private void Obey(string body, char introducer, List<string> acts)
    {
        if (body.Length == 0)
        {
            return;
        }

        if (introducer == '\x90')
        {
            if (body.StartsWith("tmux;", StringComparison.Ordinal))
            {
                acts.Add("tmux passthrough");
            }

            var final = body.FirstOrDefault(one => one is >= '@' and <= '~');
            var head = body[..Math.Max(body.IndexOf(final, StringComparison.Ordinal), 0)];
            var marks = head.Where(one => one is (>= ' ' and <= '/') or (>= '<' and <= '?'));
            if ((final is 'q' or '@' or '|' && !marks.Any()) || (final == 'q' && new string([.. marks]) is "$" or "+"))
            {
                acts.Add($"DCS {body}");
            }
        }
        else if (introducer == '\x9f' && body[0] == 'G')
        {
            acts.Add($"APC {body}");
        }
        else if (introducer == '\x9d')
        {
            ObeyCommand(new string([.. body.Where(one => one is >= ' ' and not '\x7f')]), acts);
        }
    }

    /// <summary>Commands of the raw form that are unknown pass; the numbers here are those that anybody knows.</summary>
    private static void ObeyCommand(string body, List<string> acts)
    {
        var end = body.IndexOf(';', StringComparison.Ordinal);
        if (!int.TryParse(end < 0 ? body : body[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return;
        }

        var value = end < 0 ? "" : body[(end + 1)..];
        var asks = value.Contains('?', StringComparison.Ordinal) && number is 4 or 5 or (>= 10 and <= 19);
        var knows = number is 52 or 5522 or 5113 or 99 || (number == 1337 && value.StartsWith("File=", StringComparison.Ordinal));
        if (knows || asks)
        {
            acts.Add($"OSC {body}");
        }
    }

    private string Decode(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder();
        while (!octets.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(octets, out var rune, out var length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else if (ObeysRaw && octets[0] is >= 0x80 and <= 0x9f)
            {
                text.Append((char)octets[0]);
            }

            octets = octets[length..];
        }

        return text.ToString();
    }
}
