namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>
/// Which device control strings (DCS) and messages (APC, PM, SOS) pass: the marks around a synchronised update, and images where policy
/// allows them. They are known by what stands before their data.
/// </summary>
internal static class DeviceRules
{
    /// <summary>Longest part before the data of an image that is read to see where the data comes from.</summary>
    public const int LongestImageHead = 512;

    /// <summary>What terminals skip before the first letter of a message: controls, and octets that are no text here.</summary>
    private static readonly byte[] Skipped =
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x81)).Select(octet => (byte)octet)];

    /// <summary>Numbers from here up enter protocols of whole programs, tmux's control mode and iTerm2's conductor among them.</summary>
    private const int FirstProtocol = 1000;

    /// <summary>What becomes of a device control string.</summary>
    /// <param name="head">Everything after the introducer up to and with the final character.</param>
    public static StringVerdict Judge(ReadOnlySpan<byte> head, TerminalFilterOptions options, out TerminalRemovalKind kind)
    {
        var sequence = new ControlSequence(head);
        kind = TerminalRemovalKind.Unknown;
        switch ((char)sequence.Final, (char)sequence.Intermediate)
        {
            case ('q', '\0') when sequence.Prefix == 0:
                kind = TerminalRemovalKind.Graphics;
                return options.Sixel ? StringVerdict.Pass : StringVerdict.Drop;
            case ('q', '$') or ('q', '+'):
                kind = TerminalRemovalKind.Query;
                return StringVerdict.Drop;
            case ('s', '\0') when sequence.Prefix == '=':
                return StringVerdict.Pass;
            case ('t', '\0') when sequence.First == 0:
                kind = TerminalRemovalKind.Passthrough;
                return StringVerdict.Drop;
            case ('@', '\0'):
            case ('p', '\0') when sequence.First >= FirstProtocol:
                kind = TerminalRemovalKind.RemoteControl;
                return StringVerdict.Drop;
            case ('|', '\0') or ('{', '\0') or ('z', '!'):
                kind = TerminalRemovalKind.Definition;
                return StringVerdict.Drop;
            default:
                return StringVerdict.Drop;
        }
    }

    /// <summary>Answer to a question for a setting (DECRQSS, '$') or a capability (XTGETTCAP, '+'): that it is not known.</summary>
    public static ReadOnlySpan<byte> Unsupported(byte asked) => asked == '$' ? "\x1bP0$r\x1b\\"u8 : "\x1bP0+r\x1b\\"u8;

    /// <summary>An application program command, by what there is after its introducer.</summary>
    public static StringVerdict JudgeMessage(
        ReadOnlySpan<byte> body, bool ended, TerminalFilterOptions options, out TerminalRemovalKind kind)
    {
        kind = TerminalRemovalKind.Unknown;
        body = body.TrimStart(Skipped);
        if (body.IsEmpty)
        {
            return ended ? StringVerdict.Drop : StringVerdict.None;
        }

        if (body[0] != 'G')
        {
            kind = body[0] == 'f' ? TerminalRemovalKind.RemoteControl : TerminalRemovalKind.Unknown;
            return StringVerdict.Drop;
        }

        kind = TerminalRemovalKind.Graphics;
        if (!options.KittyGraphics)
        {
            return StringVerdict.Drop;
        }

        var end = body.IndexOf((byte)';');
        if (end < 0 && !ended)
        {
            return body.Length > LongestImageHead ? StringVerdict.Drop : StringVerdict.None;
        }

        return IsDirect(end < 0 ? body[1..] : body[1..end]) ? StringVerdict.Pass : StringVerdict.Drop;
    }

    /// <summary>
    /// Whether the data comes in the sequence (t=d, and that is the default). Anything but letters, digits, commas and signs is refused, so
    /// that no terminal can read another key there.
    /// </summary>
    private static bool IsDirect(ReadOnlySpan<byte> keys)
    {
        foreach (var range in keys.Split((byte)','))
        {
            var pair = keys[range];
            foreach (var octet in pair)
            {
                if (!char.IsAsciiLetterOrDigit((char)octet) && octet is not ((byte)'=' or (byte)'-'))
                {
                    return false;
                }
            }

            if (pair is [(byte)'t', ..] && !pair.SequenceEqual("t=d"u8))
            {
                return false;
            }
        }

        return true;
    }
}
