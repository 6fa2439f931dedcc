using System.Runtime.InteropServices;
using System.Text;

namespace RemoteDev.Cedar.Validation;

/// <summary>Ranges of characters in their order, each perhaps with a name.</summary>
internal sealed class CharacterRanges
{
    private const int First = 0x80;
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    private readonly int[] _starts;
    private readonly Range[] _ranges;

    /// <summary>Reads one of <see cref="CharacterData"/>'s tables.</summary>
    public CharacterRanges(string data)
    {
        var ranges = new List<Range>();
        var end = First;
        foreach (var word in data.Split(' '))
        {
            var parts = word.Split(',');
            var start = end + Number(parts[0]);
            end = start + Number(parts[1]);
            ranges.Add(new Range(start, end, parts.Length > 2 ? parts[2] : ""));
        }

        _ranges = [.. ranges];
        _starts = Array.ConvertAll(_ranges, range => range.Start);
    }

    /// <summary>The name of the range that <paramref name="rune"/> is in; null when it is in none.</summary>
    public string? Find(Rune rune)
    {
        var index = Array.BinarySearch(_starts, rune.Value);
        index = index < 0 ? ~index - 1 : index;
        return index >= 0 && rune.Value <= _ranges[index].End ? _ranges[index].Name : null;
    }

    private static int Number(string text) =>
        text.Aggregate(0, (number, digit) => (number * Digits.Length) + Digits.IndexOf(digit, StringComparison.Ordinal));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Range(int Start, int End, string Name);
}
