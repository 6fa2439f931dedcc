using RemoteDev.Gateway.Catalog.Papers;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Catalog.Reminders;

/// <summary>
/// Reminds of papers that are missing, end soon or are over: each person and paper once for each stage, at whichever gateway meets it first.
/// What is not taken is tried again, ever more seldom, and given up in the end, which is said.
/// </summary>
internal sealed partial class PaperReminders(
    CatalogRoom catalog,
    ReminderStore store,
    ReminderWebhook webhook,
    ReminderOptions options,
    GatewayOrigins origins,
    TraceRoom trace,
    TimeProvider clock,
    ILogger<PaperReminders> log) : BackgroundService, IReadinessPart
{
    /// <summary>In one round; what is left comes with the next.</summary>
    internal const int MostInOneRound = 200;

    /// <summary>After so many refusals in a row the webhook is left alone until the next round.</summary>
    internal const int MostRefusals = 3;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private volatile bool _givenUp;

    /// <summary>Nobody loses access by it, so the gateway is ready all the same.</summary>
    public string? WhyNotReady => null;

    public string? Warning => _givenUp ? "reminders of papers could not be delivered and were given up; see Papers in the console" : null;

    /// <summary>Looks once. Each minute, and by tests.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var (snapshot, now) = (catalog.Current, clock.GetUtcNow());

        // Before the catalogue was read nobody owes anything, and nothing that is known may be forgotten for it.
        if (snapshot.Version == 0)
        {
            return;
        }

        var known = await store.AllAsync(cancellationToken);
        var due = Due(snapshot, known, now);
        foreach (var (login, document) in known.Keys.Where(key => !due.ContainsKey(key)))
        {
            await store.ForgetAsync(login, document, cancellationToken);
        }

        await SendAsync(due, known, cancellationToken);
        _givenUp = known.Any(pair => pair.Value.IsGivenUp && due.TryGetValue(pair.Key, out var same) && same.Occasion == pair.Value.Occasion);
    }

    /// <summary>Posts a message that means nothing, so that an administrator sees whether one would arrive.</summary>
    public async Task<WebhookAnswer> TestAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var answer = await webhook.SendAsync($"test-{Guid.CreateVersion7(now):N}", ReminderMessage.Test(now).Write(), cancellationToken);
        await trace.OpenAsync(
            new ReminderSent
            {
                Actor = actor.Login, Session = actor.Session, Source = actor.Source?.ToString(), Occasion = "test", Attempt = 1, Taken = answer.Taken, Answer = answer.Words,
            },
            cancellationToken);
        return answer;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (webhook.Address is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                NotLooked(fault.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Dictionary<(string Login, string Document), DueReminder> Due(
        CatalogSnapshot snapshot, IReadOnlyDictionary<(string Login, string Document), ReminderRow> known, DateTimeOffset now)
    {
        Dictionary<(string, string), DueReminder> all = [];
        foreach (var outlook in snapshot.People.Values.Where(person => !person.Suspended).SelectMany(person => PaperOutlook.Of(snapshot, person, now)))
        {
            var key = (outlook.Person.Login, outlook.Document.Name);
            if (DueReminder.Of(outlook, known.GetValueOrDefault(key), options, now) is { } due)
            {
                all.Add(key, due);
            }
        }

        return all;
    }

    private async Task SendAsync(
        Dictionary<(string Login, string Document), DueReminder> all, IReadOnlyDictionary<(string Login, string Document), ReminderRow> known, CancellationToken cancellationToken)
    {
        var (sent, refused) = (0, 0);
        foreach (var (key, due) in all)
        {
            var now = clock.GetUtcNow();
            var row = known.GetValueOrDefault(key);
            if (row?.Occasion == due.Occasion && !row.IsOpen(now))
            {
                continue;
            }

            if (++sent > MostInOneRound || refused == MostRefusals)
            {
                return;
            }

            if (!await store.TryTakeAsync(due, row, now, cancellationToken))
            {
                continue;
            }

            var answer = await webhook.SendAsync(due.Id, ReminderMessage.Of(due, origins, now).Write(), cancellationToken);
            refused = answer.Taken ? 0 : refused + 1;
            await store.NoteAsync(due, answer, clock.GetUtcNow(), cancellationToken);
            await trace.OpenAsync(
                new ReminderSent
                {
                    Actor = "gateway",
                    For = due.Outlook.Person.Login,
                    Document = due.Outlook.Document.Name,
                    Occasion = due.Occasion,
                    Attempt = row?.Occasion == due.Occasion ? row.Attempts + 1 : 1,
                    Taken = answer.Taken,
                    Answer = answer.Words,
                },
                cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Who is to be reminded of papers could not be seen; looking again in a minute: {Reason}")]
    private partial void NotLooked(string reason);
}
