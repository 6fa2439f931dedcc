using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RemoteDev.Gateway.Catalog.Papers;

namespace RemoteDev.Gateway.Catalog.Reminders;

/// <summary>One reminder that is due: a person, a paper, and why now.</summary>
/// <param name="Occasion">Names it, so that it goes out once: <c>expires:20261201:7</c>, <c>expired:20261201:0</c>, <c>missing:2</c>, <c>older:0</c>.</param>
/// <param name="Since">Since when the paper is missing or of an older version; else when it ends.</param>
internal sealed record DueReminder(PaperOutlook Outlook, string Occasion, DateTimeOffset Since)
{
    private const string Missing = "missing";
    private const string Older = "older";

    /// <summary>The same for each try, so that a receiver can tell a repetition (Standard Webhooks, <c>webhook-id</c>).</summary>
    public string Id => "paper-" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Outlook.Person.Login}\n{Outlook.Document.Name}\n{Occasion}\n{Since.ToUnixTimeMilliseconds()}")).AsSpan(0, 16));

    /// <summary><c>missing</c>, <c>expires</c>, <c>expired</c> or <c>older</c>.</summary>
    public string State => StateOf(Occasion);

    /// <summary>What is due for one paper at that time, whether or not it went out already; null when nothing is.</summary>
    /// <param name="known">The last one of this person and paper.</param>
    public static DueReminder? Of(PaperOutlook outlook, ReminderRow? known, ReminderOptions options, DateTimeOffset now)
    {
        if (outlook.Paper is { } paper && outlook.State != PaperState.Missing)
        {
            if (paper.ExpiresAt <= now)
            {
                return new DueReminder(outlook, $"expired:{Day(paper.ExpiresAt)}:{Times(paper.ExpiresAt, options, now)}", paper.ExpiresAt);
            }

            // Of those that were passed the last one counts: who begins to use this a week before the end is not told thrice.
            var left = paper.ExpiresAt - now;
            if (options.Days.Where(days => left <= TimeSpan.FromDays(days)).LastOrDefault() is > 0 and var stage)
            {
                return new DueReminder(outlook, string.Create(CultureInfo.InvariantCulture, $"expires:{Day(paper.ExpiresAt)}:{stage}"), paper.ExpiresAt);
            }
        }

        return outlook.State switch
        {
            PaperState.Missing => Repeated(Missing),
            PaperState.OlderVersion => Repeated(Older),
            _ => null,
        };

        DueReminder Repeated(string state)
        {
            var since = known is not null && StateOf(known.Occasion) == state ? known.Since : now;
            return new DueReminder(outlook, $"{state}:{Times(since, options, now)}", since);
        }
    }

    private static string StateOf(string occasion) => occasion.Split(':')[0];

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Times(DateTimeOffset since, ReminderOptions options, DateTimeOffset now) =>
        ((long)((now - since) / options.OverdueEvery)).ToString(CultureInfo.InvariantCulture);
}
