using System.Text.RegularExpressions;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Breaks texts a little: tokens go, come twice, change places or give way to others of their sort.</summary>
internal static partial class TextBreaker
{
    private static readonly string[] PolicyWords =
    [
        "permit", "forbid", "when", "unless", "principal", "action", "resource", "context", "if", "then", "else", "in", "is", "like", "has", "true", "false", "__cedar", "User", "Action",
        "contains", "ip", "isEmpty", "?principal", "?resource", "?other", "foo", "é", "_", "Set", "advice", "decimal", "offset", "lessThan", "getTag",
    ];

    private static readonly string[] PolicyMarks =
    [
        "(", ")", "[", "]", "{", "}", ";", ",", ".", ":", "::", "==", "!=", "=", "!", "-", "--", "+", "*", "/", "%", "<", "<=", ">", ">=", "&&", "&", "||", "|", "@", "?", "#", "\\", "'", " ", "//", "/*", "\u00a0", "\u2028", "\ufeff", "\0",
    ];

    private static readonly string[] PolicyStrings =
    [
        "\"\"", "\"a\"", "\"a*\"", "\"\\*\"", "\"\\u{d800}\"", "\"\\u{110000}\"", "\"\\u{10FFFF}\"", "\"\\u{}\"", "\"\\u{1234567}\"", "\"\\x7f\"", "\"\\x80\"", "\"\\x4\"", "\"\\q\"", "\"\\'\"", "\"'\"", "'a'", "\"", "\"\\", "\"\\\n  x\"", "\"\\u{_41}\"", "\"\\u{4_1}\"", "\"\n\"", "\"\r\"", "\"\0\"",
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "007", "9223372036854775807", "9223372036854775808", "9223372036854775809", "18446744073709551616", "-1", "1.5", "1e3", "1E3", "-0", "-9223372036854775808", "-9223372036854775809", "0x10", "1_000", "1a", "0.0", "-0.0", "1e400", "99999999999999999999999999",
    ];

    private static readonly string[] JsonWords = ["null", "true", "false", "{}", "[]", "[1]", "{\"a\":1}", "nul"];

    private static readonly string[] JsonMarks = ["{", "}", "[", "]", ",", ":", " "];

    private static readonly string[] JsonStrings =
    [
        "\"\"", "\"a\"", "\"type\"", "\"id\"", "\"uid\"", "\"attrs\"", "\"parents\"", "\"tags\"", "\"__entity\"", "\"__extn\"", "\"__expr\"", "\"fn\"", "\"arg\"", "\"args\"", "\"effect\"", "\"permit\"", "\"principal\"", "\"op\"", "\"All\"", "\"==\"", "\"in\"", "\"is\"", "\"entity\"",
        "\"entities\"", "\"entity_type\"", "\"slot\"", "\"?principal\"", "\"?resource\"", "\"conditions\"", "\"kind\"", "\"when\"", "\"unless\"", "\"body\"", "\"Value\"", "\"Var\"", "\"Slot\"", "\"left\"", "\"right\"", "\"!\"", "\"neg\"", "\"&&\"", "\"has\"", "\"attr\"", "\"like\"", "\"pattern\"",
        "\"Set\"", "\"Record\"", "\"if-then-else\"", "\"ip\"", "\"decimal\"", "\"annotations\"", "\"contains\"", "\"isEmpty\"", "\"getTag\"", "\"Unknown\"", "\"in\"", "\"User\"", "\"App::User\"", "\"A::\"", "\"\\u0041\"", "\"\\ud800\"", "\"context\"", "\"Wildcard\"", "\"Literal\"",
        "\"Long\"", "\"String\"", "\"Boolean\"", "\"Entity\"", "\"EntityOrCommon\"", "\"Extension\"", "\"name\"", "\"required\"", "\"element\"", "\"attributes\"", "\"additionalAttributes\"", "\"shape\"", "\"memberOfTypes\"", "\"memberOf\"", "\"appliesTo\"", "\"enum\"", "\"1.5\"", "\"é\"",
    ];

    private static readonly string[] SchemaWords =
    [
        "entity", "action", "type", "namespace", "in", "enum", "tags", "appliesTo", "principal", "resource", "context", "Set", "Long", "String", "Bool", "Boolean", "ipaddr", "decimal", "datetime", "duration", "__cedar", "__cedar::Long", "Record", "Entity", "Extension", "User", "Team", "Doc", "Kind", "App", "Action",
        "attributes", "if", "true", "Size", "Info", "Where", "foo",
    ];

    private static readonly string[] SchemaMarks = ["{", "}", "[", "]", "<", ">", ",", ";", ":", "::", "?", "=", "@", "(", ")", ".", "//"];

    public static string Policy(string text, Dice dice) => Break(text, dice, PolicyWords, PolicyMarks, PolicyStrings);

    public static string Json(string text, Dice dice) => Break(text, dice, JsonWords, JsonMarks, JsonStrings);

    public static string Schema(string text, Dice dice) => Break(text, dice, SchemaWords, SchemaMarks, PolicyStrings);

    private static string Break(string text, Dice dice, string[] words, string[] marks, string[] strings)
    {
        List<string> tokens = [.. Tokens().Matches(text).Select(match => match.Value)];
        for (var cuts = dice.Pick(1, 1, 1, 2, 3); cuts > 0 && tokens.Count > 1; cuts--)
        {
            var at = dice.Below(tokens.Count);
            var (other, end) = (dice.Below(tokens.Count), Math.Min(tokens.Count, at + 1 + dice.Below(4)));
            switch (dice.Below(10))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.RemoveRange(at, end - at);
                    break;
                case 2:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 3:
                    tokens.InsertRange(other, tokens.GetRange(at, end - at));
                    break;
                case 4:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 5:
                    tokens.Insert(at, dice.Pick(dice.Pick(words, marks, strings, Numbers)));
                    break;
                case 6:
                    tokens[at] = dice.Pick(dice.Pick(words, marks, strings, Numbers));
                    break;
                default:
                    tokens[at] = OfSort(tokens[at], tokens, dice, words, marks, strings);
                    break;
            }
        }

        return string.Concat(tokens);
    }

    private static string OfSort(string token, List<string> tokens, Dice dice, string[] words, string[] marks, string[] strings)
    {
        if (dice.Percent(35))
        {
            for (var tries = 0; tries < 10; tries++)
            {
                var candidate = dice.PickFrom(tokens);
                if (Sort(candidate) == Sort(token))
                {
                    return candidate;
                }
            }
        }

        return dice.Pick(Sort(token) switch
        {
            '"' => strings,
            'a' => words,
            '0' => Numbers,
            _ => marks,
        });
    }

    private static char Sort(string token) => token[0] switch
    {
        '"' => '"',
        '_' => 'a',
        var c when char.IsAsciiLetter(c) => 'a',
        var c when char.IsAsciiDigit(c) => '0',
        '-' when token.Length > 1 => '0',
        _ => '.',
    };

    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""|[A-Za-z_][A-Za-z_0-9]*|-?[0-9]+(?:\.[0-9]+)?|::|[=!<>]=|&&|\|\||[ \t\r\n]+|[\uD800-\uDBFF][\uDC00-\uDFFF]|.", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Tokens();
}
