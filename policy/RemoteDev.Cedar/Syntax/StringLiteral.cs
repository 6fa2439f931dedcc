using System.Buffers;
using System.Globalization;
using System.Text;
using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Syntax;

/// <summary>Reads the escapes of string literals and of the patterns of <c>like</c>.</summary>
internal static class StringLiteral
{
    /// <summary>The value of a quoted literal, or null with the offset (in <paramref name="quoted"/>) and message of the bad escape.</summary>
    public static string? Read(ReadOnlySpan<char> quoted, out int faultAt, out string? message)
    {
        var segments = Segments(quoted, isPattern: false, out faultAt, out message);
        return segments?[0];
    }

    /// <summary>As <see cref="Read"/>, where <c>*</c>, bare or by its code, is a wildcard and <c>\*</c> an asterisk.</summary>
    public static LikePattern? ReadPattern(ReadOnlySpan<char> quoted, out int faultAt, out string? message)
    {
        var segments = Segments(quoted, isPattern: true, out faultAt, out message);
        return segments is null ? null : new LikePattern([.. segments]);
    }

    private static List<string>? Segments(ReadOnlySpan<char> quoted, bool isPattern, out int faultAt, out string? message)
    {
        var segments = new List<string>();
        var built = new StringBuilder(quoted.Length);
        var at = 1;
        var end = quoted.Length - 1;
        message = null;
        while (at < end)
        {
            var c = quoted[at];
            if (c == '\\')
            {
                faultAt = at;
                var text = Escape(quoted[..end], ref at, isPattern, out message);
                if (text is null)
                {
                    return null;
                }

                if (isPattern && text == "*" && quoted[faultAt + 1] != '*')
                {
                    // Only `\*` is an asterisk; one spelt by its code is as good a wildcard as a bare one.
                    segments.Add(built.ToString());
                    built.Clear();
                }
                else
                {
                    built.Append(text);
                }
            }
            else if (c == '\r')
            {
                faultAt = at;
                message = "a carriage return inside a string must be written `\\r`";
                return null;
            }
            else if (c == '*' && isPattern)
            {
                segments.Add(built.ToString());
                built.Clear();
                at++;
            }
            else if (Rune.DecodeFromUtf16(quoted[at..end], out _, out var length) == OperationStatus.Done)
            {
                built.Append(quoted.Slice(at, length));
                at += length;
            }
            else
            {
                faultAt = at;
                message = "a string must be well-formed Unicode";
                return null;
            }
        }

        segments.Add(built.ToString());
        faultAt = 0;
        return segments;
    }

    private static string? Escape(ReadOnlySpan<char> body, ref int at, bool isPattern, out string? message)
    {
        message = null;
        var c = at + 1 < body.Length ? body[at + 1] : '\0';
        at += 2;
        switch (c)
        {
            case 'n': return "\n";
            case 'r': return "\r";
            case 't': return "\t";
            case '0': return "\0";
            case '\\': return "\\";
            case '\'': return "'";
            case '"': return "\"";
            case '*' when isPattern: return "*";
            case 'x': return HexEscape(body, ref at, out message);
            case 'u': return UnicodeEscape(body, ref at, out message);
            default:
                message = c == '*'
                    ? "`\\*` is an escape only in the pattern of `like`"
                    : char.IsControl(c) || char.IsSurrogate(c) ? "unknown escape in a string" : $"unknown escape `\\{c}` in a string";
                return null;
        }
    }

    private static string? HexEscape(ReadOnlySpan<char> body, ref int at, out string? message)
    {
        message = null;
        if (at + 2 <= body.Length && char.IsAsciiHexDigit(body[at]) && char.IsAsciiHexDigit(body[at + 1]))
        {
            var code = int.Parse(body.Slice(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            at += 2;
            if (code <= 0x7F)
            {
                return ((char)code).ToString();
            }
        }

        message = "`\\x` takes two hexadecimal digits, at most `\\x7F`; write `\\u{…}` for other characters";
        return null;
    }

    private static string? UnicodeEscape(ReadOnlySpan<char> body, ref int at, out string? message)
    {
        message = null;
        var close = at < body.Length && body[at] == '{' ? body[at..].IndexOf('}') : -1;
        var digits = close > 0 ? body.Slice(at + 1, close - 1) : default;
        at += close + 1;
        var (code, count) = (0, 0);
        foreach (var c in digits)
        {
            if (c == '_' && count > 0)
            {
                continue;
            }

            if (!char.IsAsciiHexDigit(c) || ++count > 6)
            {
                count = 0;
                break;
            }

            code = code * 16 + Convert.ToInt32(c.ToString(), 16);
        }

        if (count == 0)
        {
            message = "`\\u` takes one to six hexadecimal digits between braces, such as `\\u{e9}`";
            return null;
        }

        if (!Rune.IsValid(code))
        {
            message = $"`\\u{{{digits}}}` is not a Unicode character";
            return null;
        }

        return new Rune(code).ToString();
    }
}
