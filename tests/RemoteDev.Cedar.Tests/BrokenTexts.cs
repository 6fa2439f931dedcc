using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RemoteDev.Cedar.Tests;

/// <summary>Breaks sound texts a little, in the same ways each run.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same texts each run are the point.")]
internal sealed class BrokenTexts(int seed)
{
    private static readonly string[] Pieces =
    [
        "\"", "\\", "(", ")", "[", "]", "{", "}", ";", ",", ".", ":", "::", "=", "==", "!", "-", "&&", "||", "*", "?principal", "@", "//", "\n", "\r",
        " in ", " has ", " like ", " is ", "if ", "permit", "when", "true", "principal", "9223372036854775808", "0", "\\u{", "\\x", "é", "😀", "\ud83d", "\0", "null", "1e9",
        "__entity", "__extn", "ip(", "\u2028", "<", ">", "?", "entity ", "type ", "Set<", "__cedar::",
    ];

    private readonly Random _random = new(seed);

    public string Break(string sound)
    {
        var text = new StringBuilder(sound);
        for (var cuts = _random.Next(1, 5); cuts > 0 && text.Length > 0; cuts--)
        {
            var at = _random.Next(text.Length);
            switch (_random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(_random.Next(1, 12), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, Pieces[_random.Next(Pieces.Length)]);
                    break;
                case 2:
                    text[at] = (char)_random.Next(128);
                    break;
                default:
                    var length = Math.Min(_random.Next(1, 40), text.Length - at);
                    text.Insert(_random.Next(text.Length), text.ToString(at, length));
                    break;
            }
        }

        return text.ToString();
    }
}
