namespace RemoteDev.Cedar.Values;

/// <summary>
/// Reads runs of ASCII digits. The framework's number parsers accept signs, white space, separators or other scripts' digits,
/// which Cedar's literals refuse.
/// </summary>
internal static class Digits
{
    /// <summary>Reads a non-empty run of digits whose value fits <see cref="ulong"/>; leading zeros are allowed.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        foreach (var c in text)
        {
            var digit = (ulong)(c - '0');
            if (!char.IsAsciiDigit(c) || value > (ulong.MaxValue - digit) / 10)
            {
                return false;
            }

            value = value * 10 + digit;
        }

        return true;
    }

    /// <summary>Reads exactly <paramref name="count"/> digits at <paramref name="at"/> and steps over them.</summary>
    public static bool TryTake(ReadOnlySpan<char> text, ref int at, int count, out int value)
    {
        value = 0;
        if (text.Length - at < count || !TryRead(text.Slice(at, count), out var read))
        {
            return false;
        }

        value = (int)read;
        at += count;
        return true;
    }
}
