using System.Globalization;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>
/// A refusal, a warning or an end as a line for a terminal, in the words of every other door. Where it opens again is in the reason itself.
/// </summary>
internal static class RefusalLine
{
    private const string Name = "RemoteDev Gateway: ";

    public static string Of(Refusal refusal) => Of(refusal.Reason);

    public static string Of(SessionNotice notice) =>
        Of(notice.ClosesAt is { } closes ? $"this session closes {Moment(closes, notice.WindowZone)}. {notice.Text}" : notice.Text);

    // Reasons quote names from the catalogue and from policy: none of them may steer a terminal.
    public static string Of(string words) => Name + string.Concat(words.Select(static c => char.IsControl(c) ? ' ' : c));

    private static string Moment(DateTimeOffset at, string? zone)
    {
        var utc = at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return zone is not null && zone != "UTC" && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known)
            ? $"{TimeZoneInfo.ConvertTime(at, known).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} in {zone} ({utc})"
            : utc;
    }
}
