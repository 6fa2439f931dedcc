using System.Globalization;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>A refusal, a warning or an end as a line for a terminal: the same words as everywhere, and when it opens again.</summary>
internal static class RefusalLine
{
    private const string Name = "RemoteDev Gateway: ";

    public static string Of(Refusal refusal) => Clean(Name + refusal.Reason + Opening(refusal.OpensAt, refusal.WindowZone));

    public static string Of(SessionNotice notice) => notice.ClosesAt is { } closes
        ? Clean($"{Name}this session closes {Moment(closes, notice.WindowZone)}. {notice.Text}")
        : Clean(Name + notice.Text + Opening(notice.OpensAt, notice.WindowZone));

    public static string Of(string words) => Clean(Name + words);

    private static string Opening(DateTimeOffset? opens, string? zone) => opens is { } at ? $" It opens {Moment(at, zone)}." : "";

    private static string Moment(DateTimeOffset at, string? zone)
    {
        var utc = at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return zone is not null && zone != "UTC" && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known)
            ? $"{TimeZoneInfo.ConvertTime(at, known).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} in {zone} ({utc})"
            : utc;
    }

    // Reasons quote names from the catalogue and from policy: none of them may steer a terminal.
    private static string Clean(string text) => string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c));
}
