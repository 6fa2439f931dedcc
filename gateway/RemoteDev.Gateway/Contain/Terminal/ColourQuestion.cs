using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>
/// Colour commands (OSC 4, 5, 10 to 19, 21) that ask. Programs ask for the background's colour to choose theirs, and wait for the
/// answer; they get one that says nothing about the person's machine.
/// </summary>
internal static class ColourQuestion
{
    private const int MostAnswers = 16;
    private const int FirstDynamicColour = 10;
    private const int LastDynamicColour = 19;

    private static readonly byte[] Levels = [0x00, 0x5f, 0x87, 0xaf, 0xd7, 0xff];

    /// <summary>The sixteen colours that xterm begins with, as red, green and blue.</summary>
    private static readonly int[] First =
    [
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    ];

    /// <summary>Whether a colour command asks for one.</summary>
    public static bool IsIn(ReadOnlySpan<byte> body) => body.Contains((byte)'?');

    /// <summary>Answers what can be answered.</summary>
    /// <param name="body">The command between its introducer and its end.</param>
    /// <param name="end">How the command ended; an answer ends in the same way.</param>
    public static void Answer(ReadOnlySpan<byte> body, ReadOnlySpan<byte> end, TerminalFilterOptions options, IBufferWriter<byte> answers)
    {
        var given = 0;
        var number = -1;
        var colour = -1;
        foreach (var range in body.Split((byte)';'))
        {
            var field = body[range];
            var asks = field.SequenceEqual("?"u8);
            if (number < 0)
            {
                if (!TryNumber(field, out number))
                {
                    return;
                }
            }
            else if (number == 4)
            {
                if (asks && colour is >= 0 and <= 255 && given++ < MostAnswers)
                {
                    Write(answers, $"\x1b]4;{colour};{Palette(colour)}", end);
                }

                colour = asks || !TryNumber(field, out var index) ? -1 : index;
            }
            else if (number is >= FirstDynamicColour and <= LastDynamicColour)
            {
                // Each further field is about the next colour.
                if (asks && given++ < MostAnswers)
                {
                    Write(answers, $"\x1b]{number};{(number is 11 or 14 or 16 or 17 ? options.Background : options.Foreground)}", end);
                }

                number++;
            }
        }
    }

    private static bool TryNumber(ReadOnlySpan<byte> field, out int number) =>
        Utf8Parser.TryParse(field, out number, out var used) && used == field.Length && number >= 0;

    private static void Write(IBufferWriter<byte> answers, string text, ReadOnlySpan<byte> end)
    {
        Encoding.ASCII.GetBytes(text, answers);
        answers.Write(end);
    }

    private static string Palette(int index)
    {
        var (red, green, blue) = index switch
        {
            < 16 => (First[index] >> 16, (First[index] >> 8) & 0xff, First[index] & 0xff),
            < 232 => (Levels[(index - 16) / 36], Levels[(index - 16) / 6 % 6], Levels[(index - 16) % 6]),
            _ => (8 + (10 * (index - 232)), 8 + (10 * (index - 232)), 8 + (10 * (index - 232))),
        };
        return $"rgb:{red:x2}{red:x2}/{green:x2}{green:x2}/{blue:x2}{blue:x2}";
    }
}
