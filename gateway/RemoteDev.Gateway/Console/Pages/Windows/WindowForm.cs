using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Console.Pages.Windows;

/// <summary>
/// A window as lines of text: <c>Mon-Fri 08:00-18:00</c>, <c>2026-12-25 Christmas</c>, <c>2026-11-28 10:00-14:00 release</c>.
/// It only cuts lines into parts; the window's own reader says what is wrong with them.
/// </summary>
internal static class WindowForm
{
    public static WindowText Read(string name, string? zone, string? weekly, string? closings, string? openings, string? from, string? through) => new()
    {
        Name = name,
        Zone = FormText.One(zone),
        Weekly = [.. FormText.Lines(weekly).Select(Weekly)],
        Closings = [.. FormText.Lines(closings).Select(Date)],
        Openings = [.. FormText.Lines(openings).Select(Date)],
        ValidFrom = FormText.OrNull(from),
        ValidThrough = FormText.OrNull(through),
    };

    public static string Write(IReadOnlyList<WeeklyText> lines) => FormText.Join(lines.Select(line => $"{line.Days} {line.Hours}"));

    public static string Write(IReadOnlyList<DateText> lines) =>
        FormText.Join(lines.Select(line => string.Join(' ', new[] { line.Date, line.Hours, line.Note }.Where(part => !string.IsNullOrWhiteSpace(part)))));

    // Days are words, hours begin with a digit or are the words "all day".
    private static WeeklyText Weekly(string line)
    {
        var allDay = line.IndexOf(" all day", StringComparison.OrdinalIgnoreCase);
        var at = allDay >= 0 ? allDay : line.AsSpan().IndexOfAnyInRange('0', '9');
        return at < 0 ? new WeeklyText(line, "") : new WeeklyText(line[..at].TrimEnd(), line[at..].Trim());
    }

    // After the date come hours, which begin with a digit and hold a colon, and then a note.
    private static DateText Date(string line)
    {
        var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var hours = parts.Skip(1).TakeWhile(part => char.IsAsciiDigit(part[0]) && part.Contains(':', StringComparison.Ordinal)).ToList();
        var note = string.Join(' ', parts.Skip(1 + hours.Count));
        return new DateText(parts[0], hours.Count == 0 ? null : string.Join(' ', hours), note.Length == 0 ? null : note);
    }
}
