namespace RemoteDev.Policy.Obligations;

/// <summary>Reads and writes the numbers with units that annotations and test cases use.</summary>
internal static class Quantity
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromDays(3650);

    private static readonly (char Name, long Seconds)[] Units = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

    /// <summary>Reads <c>15m</c>, <c>8h</c>, <c>30d</c>, <c>45s</c>: more than nothing, at most ten years.</summary>
    public static bool TryDuration(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        text = text.Trim();
        foreach (var (name, seconds) in Units)
        {
            if (!text.IsEmpty && text[^1] == name
                && TryNumber(text[..^1], (long)MaxDuration.TotalSeconds / seconds, out var number) && number > 0)
            {
                duration = TimeSpan.FromSeconds(number * seconds);
                return true;
            }
        }

        return false;
    }

    /// <summary>The text that <see cref="TryDuration"/> reads.</summary>
    public static string Duration(TimeSpan duration)
    {
        var total = (long)duration.TotalSeconds;
        foreach (var (name, seconds) in Units)
        {
            if (total >= seconds && total % seconds == 0)
            {
                return $"{total / seconds}{name}";
            }
        }

        return "0s";
    }

    /// <summary>Reads plain digits, at most <paramref name="max"/>.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, long max, out long number)
    {
        number = 0;
        if (text.IsEmpty || text.Length > 18)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        return number <= max;
    }
}
