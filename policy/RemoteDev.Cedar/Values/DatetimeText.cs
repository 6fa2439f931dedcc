using System.Globalization;

namespace RemoteDev.Cedar.Values;

/// <summary>
/// Cedar's datetime literals in the proleptic Gregorian calendar. Own arithmetic, because year 0000 and offsets up to 23:59 are legal
/// here and not in <see cref="DateTime"/>.
/// </summary>
internal static class DatetimeText
{
    private const int DaysFromYearZeroToEpoch = 719_528;
    private const int MaxYear = 9999;
    private const double DaysInMeanYear = 365.2425;

    private static ReadOnlySpan<int> DaysBeforeMonth => [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    public static bool TryRead(ReadOnlySpan<char> text, out long milliseconds)
    {
        milliseconds = 0;
        var at = 0;
        if (!Digits.TryTake(text, ref at, 4, out var year) || !Skip(text, ref at, '-')
            || !Digits.TryTake(text, ref at, 2, out var month) || !Skip(text, ref at, '-')
            || !Digits.TryTake(text, ref at, 2, out var day)
            || month is < 1 or > 12 || day < 1 || day > DaysInMonth(year, month))
        {
            return false;
        }

        milliseconds = DaysSinceEpoch(year, month, day) * DurationValue.Day;
        if (at == text.Length)
        {
            return true;
        }

        if (!TryReadTime(text, ref at, out var time) || !TryReadOffset(text, ref at, out var offset) || at != text.Length)
        {
            return false;
        }

        milliseconds += time - offset;
        return true;
    }

    public static bool TryWrite(long milliseconds, out string text)
    {
        var days = Math.DivRem(milliseconds, DurationValue.Day, out var time);
        if (time < 0)
        {
            (days, time) = (days - 1, time + DurationValue.Day);
        }

        text = "";
        if (days < -DaysFromYearZeroToEpoch || days >= DaysSinceEpoch(MaxYear + 1, 1, 1))
        {
            return false;
        }

        // The mean year is at most a day off anywhere in the range, so one step corrects the estimate.
        var year = (int)((days + DaysFromYearZeroToEpoch) / DaysInMeanYear);
        year += DaysSinceEpoch(year + 1, 1, 1) <= days ? 1 : DaysSinceEpoch(year, 1, 1) > days ? -1 : 0;

        var month = 12;
        while (DaysSinceEpoch(year, month, 1) > days)
        {
            month--;
        }

        var day = days - DaysSinceEpoch(year, month, 1) + 1;
        text = string.Create(
            CultureInfo.InvariantCulture,
            $"{year:D4}-{month:D2}-{day:D2}T{time / DurationValue.Hour:D2}:{time / DurationValue.Minute % 60:D2}:{time / DurationValue.Second % 60:D2}.{time % 1000:D3}Z");
        return true;
    }

    private static bool TryReadTime(ReadOnlySpan<char> text, ref int at, out long milliseconds)
    {
        milliseconds = 0;
        if (!Skip(text, ref at, 'T') || !Digits.TryTake(text, ref at, 2, out var hour)
            || !Skip(text, ref at, ':') || !Digits.TryTake(text, ref at, 2, out var minute)
            || !Skip(text, ref at, ':') || !Digits.TryTake(text, ref at, 2, out var second)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var fraction = 0;
        if (Skip(text, ref at, '.') && !Digits.TryTake(text, ref at, 3, out fraction))
        {
            return false;
        }

        milliseconds = hour * DurationValue.Hour + minute * DurationValue.Minute + second * DurationValue.Second + fraction;
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, ref int at, out long milliseconds)
    {
        milliseconds = 0;
        if (Skip(text, ref at, 'Z'))
        {
            return true;
        }

        var isWest = Skip(text, ref at, '-');
        if (!isWest && !Skip(text, ref at, '+')
            || !Digits.TryTake(text, ref at, 2, out var hours) || !Digits.TryTake(text, ref at, 2, out var minutes)
            || hours > 23 || minutes > 59)
        {
            return false;
        }

        milliseconds = (hours * DurationValue.Hour + minutes * DurationValue.Minute) * (isWest ? -1 : 1);
        return true;
    }

    private static bool Skip(ReadOnlySpan<char> text, ref int at, char expected)
    {
        if (at >= text.Length || text[at] != expected)
        {
            return false;
        }

        at++;
        return true;
    }

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    private static int DaysInMonth(int year, int month) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static long DaysSinceEpoch(int year, int month, int day)
    {
        // Leap days in the years before this one, counting from year 0, which is a leap year.
        var leapDays = year == 0 ? 0 : (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1;
        var days = 365L * year + leapDays + DaysBeforeMonth[month - 1] + day - 1;
        return days + (month > 2 && IsLeap(year) ? 1 : 0) - DaysFromYearZeroToEpoch;
    }
}
