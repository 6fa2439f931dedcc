using System.Text;

namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>
/// Which operating system commands (OSC) pass: titles, colours, the working folder, links, progress and the marks of shell integration.
/// All others change or read something of the person's own machine, or are unknown.
/// </summary>
internal static class CommandRules
{
    private const int LongestNumber = 16;
    private const int LongestKey = 40;
    private const int LongestLink = 512;

    private static readonly string[] PassingProperties =
    [
        "CurrentDir", "CursorShape", "RemoteHost", "SetBadgeFormat", "SetMark", "SetUserVar", "ShellIntegrationVersion", "UnicodeVersion",
    ];

    /// <summary>What becomes of a command, by what is known of it.</summary>
    /// <param name="body">What there is after the introducer.</param>
    /// <param name="ended">Whether that is all of it.</param>
    public static StringVerdict Judge(ReadOnlySpan<byte> body, bool ended, TerminalFilterOptions options, out TerminalRemovalKind kind)
    {
        kind = TerminalRemovalKind.Unknown;
        var rest = body;
        if (!TryNumber(ref rest, ended, out var number))
        {
            return Unnumbered(body, ended);
        }

        switch (number)
        {
            case 0 or 1 or 2 or 6 or 7 or 22 or 66 or 133 or 633 or 3008 or 30001 or 30101:
            case >= 104 and <= 119:
                return StringVerdict.Pass;
            case 4 or 5 or (>= 10 and <= 19) or 21:
                kind = TerminalRemovalKind.Query;
                return StringVerdict.Whole;
            case 8:
                kind = TerminalRemovalKind.Hyperlink;
                return Link(rest, ended);
            case 9:
                return Progress(rest, ended, options, out kind);
            case 52 or 5522:
                kind = TerminalRemovalKind.Clipboard;
                return StringVerdict.Drop;
            case 99:
                kind = TerminalRemovalKind.Notification;
                return options.Notifications ? StringVerdict.Pass : StringVerdict.Drop;
            case 777:
                return Extension(rest, ended, options, out kind);
            case 5113:
                kind = TerminalRemovalKind.File;
                return StringVerdict.Drop;
            case 50 or 1337:
                return Property(rest, ended, number == 50, out kind);
            default:
                return StringVerdict.Drop;
        }
    }

    /// <summary>What a command that was interrupted would have been.</summary>
    public static TerminalRemovalKind Interrupted(ReadOnlySpan<byte> body, TerminalFilterOptions options) =>
        Judge(body, ended: true, options, out var kind) == StringVerdict.Drop ? kind : TerminalRemovalKind.Malformed;

    /// <summary>Old ones without a number: the titles of dtterm, and Linux's palette, which has no end at all.</summary>
    private static StringVerdict Unnumbered(ReadOnlySpan<byte> body, bool ended)
    {
        foreach (var octet in body)
        {
            switch (octet)
            {
                case (byte)'l' or (byte)'L' or (byte)'P' or (byte)'R':
                    return StringVerdict.Pass;
                case < 0x20 or >= 0x7f:
                    continue;
                case >= (byte)'0' and <= (byte)'9' when !ended && body.Length < LongestNumber:
                    return body.IndexOfAnyInRange((byte)':', (byte)'~') < 0 ? StringVerdict.None : StringVerdict.Drop;
                default:
                    return StringVerdict.Drop;
            }
        }

        return ended || body.Length >= LongestNumber ? StringVerdict.Drop : StringVerdict.None;
    }

    /// <summary>The number, with what some terminals skip in it skipped; rest is left after its semicolon.</summary>
    private static bool TryNumber(ref ReadOnlySpan<byte> rest, bool ended, out int number)
    {
        number = 0;
        var digits = 0;
        for (var i = 0; i < rest.Length && i < LongestNumber; i++)
        {
            switch (rest[i])
            {
                case (byte)';':
                    rest = rest[(i + 1)..];
                    return digits > 0;
                case >= (byte)'0' and <= (byte)'9':
                    number = Math.Min((number * 10) + rest[i] - '0', 999_999);
                    digits++;
                    break;
                case < 0x20 or >= 0x7f:
                    break;
                default:
                    return false;
            }
        }

        var whole = ended && rest.Length < LongestNumber && digits > 0;
        rest = whole ? default : rest;
        return whole;
    }

    /// <summary><c>params;URI</c>: links that open a web page or a mail, and the end of a link.</summary>
    private static StringVerdict Link(ReadOnlySpan<byte> rest, bool ended)
    {
        var start = rest.IndexOf((byte)';');
        if (start < 0)
        {
            return ended || rest.Length > LongestLink ? StringVerdict.Drop : StringVerdict.None;
        }

        var target = rest[(start + 1)..];
        var colon = target.IndexOf((byte)':');
        if (colon < 0)
        {
            return ended && target.IsEmpty ? StringVerdict.Pass
                : ended || target.Length > LongestKey ? StringVerdict.Drop : StringVerdict.None;
        }

        var scheme = target[..colon];
        return Is(scheme, "https"u8) || Is(scheme, "http"u8) || Is(scheme, "mailto"u8) ? StringVerdict.Pass : StringVerdict.Drop;
    }

    /// <summary>OSC 9 is a notification to some terminals; to ConEmu's family a number after it commands the program itself.</summary>
    private static StringVerdict Progress(ReadOnlySpan<byte> rest, bool ended, TerminalFilterOptions options, out TerminalRemovalKind kind)
    {
        kind = TerminalRemovalKind.Notification;
        if (!TryKey(rest, ended, out var key))
        {
            return rest.Length > LongestKey && options.Notifications ? StringVerdict.Pass
                : rest.Length > LongestKey || ended ? StringVerdict.Drop : StringVerdict.None;
        }

        if (key.SequenceEqual("4"u8) || key.SequenceEqual("9"u8) || key.SequenceEqual("12"u8))
        {
            return StringVerdict.Pass;
        }

        if (!key.IsEmpty && key.IndexOfAnyInRange((byte)':', byte.MaxValue) < 0)
        {
            kind = TerminalRemovalKind.RemoteControl;
            return StringVerdict.Drop;
        }

        return options.Notifications ? StringVerdict.Pass : StringVerdict.Drop;
    }

    /// <summary>OSC 777: marks of a shell or a container, and notifications.</summary>
    private static StringVerdict Extension(ReadOnlySpan<byte> rest, bool ended, TerminalFilterOptions options, out TerminalRemovalKind kind)
    {
        kind = TerminalRemovalKind.Unknown;
        if (!TryKey(rest, ended, out var key))
        {
            return rest.Length > LongestKey || ended ? StringVerdict.Drop : StringVerdict.None;
        }

        if (key.SequenceEqual("notify"u8))
        {
            kind = TerminalRemovalKind.Notification;
            return options.Notifications ? StringVerdict.Pass : StringVerdict.Drop;
        }

        return key.SequenceEqual("precmd"u8) || key.SequenceEqual("preexec"u8) || key.SequenceEqual("container"u8)
            ? StringVerdict.Pass
            : StringVerdict.Drop;
    }

    /// <summary>iTerm2's OSC 1337, and OSC 50, which it used before and where xterm keeps a font that it would type back.</summary>
    private static StringVerdict Property(ReadOnlySpan<byte> rest, bool ended, bool isFont, out TerminalRemovalKind kind)
    {
        kind = TerminalRemovalKind.Unknown;
        if (!TryKey(rest, ended, out var key))
        {
            return rest.Length > LongestKey || ended ? StringVerdict.Drop : StringVerdict.None;
        }

        foreach (var passing in PassingProperties)
        {
            if (Ascii.Equals(key, passing) && (!isFont || passing == "CursorShape"))
            {
                return StringVerdict.Pass;
            }
        }

        kind = KindOf(key);
        return StringVerdict.Drop;
    }

    private static TerminalRemovalKind KindOf(ReadOnlySpan<byte> key) =>
        Starts(key, "File"u8) || Starts(key, "MultipartFile"u8) || Starts(key, "RequestUpload"u8) ? TerminalRemovalKind.File
        : Starts(key, "Copy"u8) || Starts(key, "EndCopy"u8) || Starts(key, "Button"u8) ? TerminalRemovalKind.Clipboard
        : Starts(key, "Report"u8) ? TerminalRemovalKind.Report
        : Starts(key, "OpenURL"u8) || Starts(key, "SetProfile"u8) || Starts(key, "SetBackground"u8) ? TerminalRemovalKind.RemoteControl
        : TerminalRemovalKind.Unknown;

    private static bool Starts(ReadOnlySpan<byte> key, ReadOnlySpan<byte> with) =>
        key.Length >= with.Length && Is(key[..with.Length], with);

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> other) => Ascii.EqualsIgnoreCase(word, other);

    /// <summary>A word up to what ends it. False when it is not whole yet, or too long to be one that passes.</summary>
    private static bool TryKey(ReadOnlySpan<byte> rest, bool ended, out ReadOnlySpan<byte> key)
    {
        var end = rest.IndexOfAny((byte)'=', (byte)';', (byte)':');
        key = end < 0 ? rest : rest[..end];
        return (end >= 0 || ended) && key.Length <= LongestKey;
    }
}
