namespace RemoteDev.Policy.Windows;

/// <summary>Reads <c>09:00-12:00, 13:00-18:00</c>.</summary>
internal static class HoursText
{
    private const int MaxSpans = 12;

    /// <summary>The spans, or the fault as a sentence.</summary>
    public static string? Read(string text, List<ClockSpan> spans)
    {
        var trimmed = text.Trim();
        if (trimmed.Equals("all day", StringComparison.OrdinalIgnoreCase) || trimmed.Equals("24h", StringComparison.OrdinalIgnoreCase))
        {
            spans.Add(ClockSpan.WholeDay);
            return null;
        }

        var parts = trimmed.Split(',', MaxSpans + 1);
        if (parts.Length > MaxSpans)
        {
            return $"a day has at most {MaxSpans} intervals";
        }

        foreach (var part in parts)
        {
            if (ReadSpan(part.Trim(), spans) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? ReadSpan(string text, List<ClockSpan> spans)
    {
        var dash = text.AsSpan().IndexOfAny('-', '–');
        if (dash < 0 || !TryClock(text.AsSpan(0, dash).Trim(), out var from) || !TryClock(text.AsSpan(dash + 1).Trim(), out var to))
        {
            return $"'{text}' is not an interval; write it like 09:00-18:00";
        }

        if (from == ClockSpan.MinutesPerDay)
        {
            return $"'{text}' opens at 24:00; the day after opens at 00:00";
        }

        if (from == to)
        {
            return $"'{text}' is empty; for a whole day write 00:00-24:00";
        }

        spans.Add(new ClockSpan(from, to < from ? to + ClockSpan.MinutesPerDay : to));
        return null;
    }

    private static bool TryClock(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        var colon = text.IndexOf(':');
        if (colon is not (1 or 2) || text.Length != colon + 3
            || !TryDigits(text[..colon], out var hour) || !TryDigits(text[(colon + 1)..], out var minute))
        {
            return false;
        }

        minutes = (hour * 60) + minute;
        return minute < 60 && minutes <= ClockSpan.MinutesPerDay;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
