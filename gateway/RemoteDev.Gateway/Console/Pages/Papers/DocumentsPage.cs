using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Papers;
using RemoteDev.Gateway.Catalog.Reminders;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Gateway.Console.Times;

namespace RemoteDev.Gateway.Console.Pages.Papers;

/// <summary>The papers that people sign, and who owes which.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class DocumentsPage(
    CatalogRoom catalog, PaperReminders reminders, ReminderStore sent, ReminderOptions options, TimeProvider clock) : ConsolePage(clock)
{
    private const int MostShown = 20;

    public IReadOnlyList<DocumentEntry> Documents { get; private set; } = [];

    public PageOf<PaperOutlook> Due { get; private set; } = PageOf<PaperOutlook>.From([], 1);

    /// <summary>Host and port that reminders go to, or null when none go out.</summary>
    public string? RemindersGoTo => options.GoOut ? new Uri(options.Webhook).Authority : null;

    /// <summary>When they go out, in words.</summary>
    public string RemindersWhen =>
        $"{string.Join(", ", options.Days)} {(options.Days[^1] == 1 && options.Days.Count == 1 ? "day" : "days")} before a paper ends, and every {Moments.Length(options.OverdueEvery)} while one is missing or over";

    /// <summary>What could not be delivered yet, the latest first.</summary>
    public IReadOnlyList<ReminderRow> Undelivered { get; private set; } = [];

    public int Delivered { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken, [FromQuery(Name = "page")] int number = 1)
    {
        var rows = options.GoOut ? (await sent.AllAsync(cancellationToken)).Values.ToList() : [];
        Undelivered = [.. rows.Where(row => row.TakenAt is null).OrderByDescending(row => row.NextAt).Take(MostShown)];
        Delivered = rows.Count(row => row.TakenAt is not null);
        var snapshot = catalog.Current;
        Documents = [.. snapshot.Documents.Values.OrderBy(document => document.Kind, StringComparer.Ordinal).ThenByDescending(document => document.Current).ThenBy(document => document.Name, StringComparer.Ordinal)];
        Due = PageOf<PaperOutlook>.From(
            [.. snapshot.People.Values.Where(person => !person.Suspended).SelectMany(person => PaperOutlook.Of(snapshot, person, Now)).Where(outlook => outlook.IsDue)
                .OrderBy(outlook => outlook.State).ThenBy(outlook => outlook.Paper?.ExpiresAt ?? default).ThenBy(outlook => outlook.Person.DisplayName, StringComparer.OrdinalIgnoreCase)],
            number);
    }

    /// <summary>Tries the webhook, so that an administrator need not wait for a paper to end to learn that nothing arrives.</summary>
    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancellationToken)
    {
        if (!options.GoOut)
        {
            return NotFound();
        }

        var answer = await reminders.TestAsync(Actor, cancellationToken);
        Done(answer.Taken ? $"{RemindersGoTo} took the test ({answer.Words})." : $"{RemindersGoTo} did not take the test: {answer.Words}. Whoever runs the gateway finds what it expects in deploy/README, Reminders.");
        return Redirect("/documents");
    }
}
