using System.Collections.Frozen;
using NodaTime;
using NodaTime.Text;
using RemoteDev.Policy.Faults;

namespace RemoteDev.Policy.Windows;

/// <summary>Reads a <see cref="WindowText"/> and collects every fault.</summary>
internal sealed class WindowReader
{
    private const int MaxLines = 400;
    private const int MaxText = 200;

    // Far enough for any contract; near enough that calendar arithmetic cannot leave the calendar.
    private static readonly LocalDate FirstDate = new(2000, 1, 1);
    private static readonly LocalDate LastDate = new(2199, 12, 31);

    private readonly List<WindowFault> _faults = [];

    public static WindowReading Read(WindowText text) => new WindowReader().ReadAll(text);

    private WindowReading ReadAll(WindowText text)
    {
        ReadName(text.Name);
        var zone = ReadZone(text.Zone);
        var rules = ReadRules(text);
        return _faults.Count == 0 && zone is not null
            ? new WindowReading(new WindowDefinition(text.Name, zone, rules))
            : new WindowReading(_faults);
    }

    private void ReadName(string name)
    {
        if (name.Length is 0 or > 64 || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.'))
        {
            Fault("name", "a window's name is 1 to 64 of a-z, 0-9, '-', '_' and '.', because policies spell it");
        }
    }

    private DateTimeZone? ReadZone(string id)
    {
        var zones = DateTimeZoneProviders.Tzdb;
        // Tzdb also answers to UTC+01:00, which is an offset and not a place.
        if (id.Length <= MaxText && !id.Contains('+', StringComparison.Ordinal) && !id.StartsWith("UTC-", StringComparison.Ordinal)
            && zones.GetZoneOrNull(id) is { } zone)
        {
            return zone;
        }

        var near = id.Length <= MaxText ? Spelling.Nearest(id, zones.Ids) : null;
        Fault("zone", near is null
            ? $"'{Spelling.Cut(id)}' is not an IANA zone; write it like Africa/Lagos"
            : $"'{id}' is not an IANA zone; did you mean {near}?");
        return null;
    }

    private WindowRules ReadRules(WindowText text)
    {
        var closings = ReadDates("closings", text.Closings);
        var openings = ReadDates("openings", text.Openings);
        var from = ReadOptionalDate("validFrom", text.ValidFrom);
        var through = ReadOptionalDate("validThrough", text.ValidThrough);
        if (from > through)
        {
            Fault("validThrough", $"ends on {text.ValidThrough}, before it begins on {text.ValidFrom}");
        }

        foreach (var (date, _, field) in openings.Where(line => line.Date < from || line.Date > through))
        {
            Fault(field, $"{Iso(date)} lies outside the window's validity, so it would never open");
        }

        if (text.Weekly.Count == 0 && text.Openings.Count == 0)
        {
            Fault("weekly", "the window never opens; give it weekly hours or an opening");
        }

        return new WindowRules
        {
            Weekly = ReadWeekly(text.Weekly),
            ClosedDates = closings.Where(line => line.Hours is null).Select(line => line.Date).ToFrozenSet(),
            ClosedHours = ByDate(closings.Where(line => line.Hours is not null)),
            Openings = ByDate(openings),
            ValidFrom = from,
            ValidThrough = through,
        };
    }

    private static FrozenDictionary<LocalDate, ClockSpan[]> ByDate(
        IEnumerable<(LocalDate Date, List<ClockSpan>? Hours, string Field)> lines) =>
        lines.GroupBy(line => line.Date).ToFrozenDictionary(
            group => group.Key,
            group => group.SelectMany(line => line.Hours ?? [ClockSpan.WholeDay]).ToArray());

    private List<WeeklyHours> ReadWeekly(IReadOnlyList<WeeklyText> lines)
    {
        var read = new List<WeeklyHours>();
        for (var i = 0; i < Bounded("weekly", lines.Count); i++)
        {
            var days = WeekDays.None;
            var spans = new List<ClockSpan>();
            Check($"weekly[{i}].days", lines[i].Days, text => DaysText.Read(text, out days));
            Check($"weekly[{i}].hours", lines[i].Hours, text => HoursText.Read(text, spans));
            read.AddRange(spans.Select(span => new WeeklyHours(days, span)));
        }

        return read;
    }

    private List<(LocalDate Date, List<ClockSpan>? Hours, string Field)> ReadDates(string field, IReadOnlyList<DateText> lines)
    {
        var read = new List<(LocalDate, List<ClockSpan>?, string)>();
        for (var i = 0; i < Bounded(field, lines.Count); i++)
        {
            var line = lines[i];
            List<ClockSpan>? spans = null;
            if (!string.IsNullOrWhiteSpace(line.Hours))
            {
                spans = [];
                Check($"{field}[{i}].hours", line.Hours, text => HoursText.Read(text, spans));
            }

            if (ReadDate($"{field}[{i}].date", line.Date) is { } date)
            {
                read.Add((date, spans, $"{field}[{i}].date"));
            }
        }

        return read;
    }

    private LocalDate? ReadOptionalDate(string field, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : ReadDate(field, text);

    private LocalDate? ReadDate(string field, string text)
    {
        if (text.Length <= MaxText && LocalDatePattern.Iso.Parse(text.Trim()) is { Success: true } parsed
            && parsed.Value >= FirstDate && parsed.Value <= LastDate)
        {
            return parsed.Value;
        }

        Fault(field, $"'{Spelling.Cut(text)}' is not a date between {Iso(FirstDate)} and {Iso(LastDate)}; write it like 2026-12-25");
        return null;
    }

    private void Check(string field, string text, Func<string, string?> read)
    {
        var fault = text.Length > MaxText ? $"is longer than {MaxText} characters" : read(text);
        if (fault is not null)
        {
            Fault(field, fault);
        }
    }

    private int Bounded(string field, int count)
    {
        if (count <= MaxLines)
        {
            return count;
        }

        Fault(field, $"has {count} lines; at most {MaxLines} are read");
        return 0;
    }

    private void Fault(string field, string message) => _faults.Add(new WindowFault(field, message));

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
