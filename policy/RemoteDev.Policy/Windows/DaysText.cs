using NodaTime;

namespace RemoteDev.Policy.Windows;

/// <summary>Reads <c>Mon-Fri</c>, <c>Mon, Wed, Sat-Sun</c>, <c>weekdays</c>, <c>weekend</c>, <c>daily</c>.</summary>
internal static class DaysText
{
    private static readonly string[] Names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>The days as a set, or the fault as a sentence.</summary>
    public static string? Read(string text, out WeekDays days)
    {
        days = WeekDays.None;
        if (string.IsNullOrWhiteSpace(text))
        {
            return "names no day; write it like Mon-Fri";
        }

        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var dash = part.AsSpan().IndexOfAny('-', '–');
            if (ReadWord(part) is var word and not WeekDays.None)
            {
                days |= word;
            }
            else if (dash > 0 && TryDay(part.AsSpan(0, dash).Trim(), out var first) && TryDay(part.AsSpan(dash + 1).Trim(), out var last))
            {
                days |= Range(first, last);
            }
            else if (TryDay(part, out var day))
            {
                days |= Of(day);
            }
            else
            {
                return $"'{part}' is not a day; write Mon, Tue, Wed, Thu, Fri, Sat, Sun, or a range like Mon-Fri";
            }
        }

        return null;
    }

    public static bool Has(WeekDays days, IsoDayOfWeek day) => (days & Of((int)day - 1)) != WeekDays.None;

    /// <summary>Reads one day of the week, short or long, in any case.</summary>
    public static bool TryDay(ReadOnlySpan<char> text, out int day)
    {
        for (day = 0; day < Names.Length; day++)
        {
            if (text.Equals(Names[day], StringComparison.OrdinalIgnoreCase)
                || text.Equals(Names[day].AsSpan(0, 3), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static WeekDays ReadWord(string part) => part.ToLowerInvariant() switch
    {
        "weekdays" => Range(0, 4),
        "weekend" or "weekends" => Range(5, 6),
        "daily" or "every day" => Range(0, 6),
        _ => WeekDays.None,
    };

    // Fri-Mon runs over the weekend: Fri, Sat, Sun, Mon.
    private static WeekDays Range(int first, int last)
    {
        var days = WeekDays.None;
        for (var day = first; ; day = (day + 1) % Names.Length)
        {
            days |= Of(day);
            if (day == last)
            {
                return days;
            }
        }
    }

    private static WeekDays Of(int day) => (WeekDays)(1 << day);
}
