using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;

namespace RemoteDev.Gateway.Catalog.Reminders;

/// <summary>What went out, in the database: of several gateways one sends each.</summary>
internal sealed class ReminderStore(IDbContextFactory<CatalogContext> contexts)
{
    public async Task<IReadOnlyDictionary<(string Login, string Document), ReminderRow>> AllAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Reminders.AsNoTracking().ToDictionaryAsync(row => (row.Login, row.Document), cancellationToken);
    }

    /// <summary>Takes a reminder upon this gateway until the pause after this try is over. False when another has it.</summary>
    /// <param name="known">As it was read, or null when there was none.</param>
    public async Task<bool> TryTakeAsync(DueReminder due, ReminderRow? known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (login, document) = (due.Outlook.Person.Login, due.Outlook.Document.Name);
        var attempts = known?.Occasion == due.Occasion ? known.Attempts + 1 : 1;
        var next = now + ReminderRow.PauseAfter(attempts);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (known is not null)
        {
            return await context.Reminders
                .Where(row => row.Login == login && row.Document == document && row.Occasion == known.Occasion && row.Attempts == known.Attempts)
                .ExecuteUpdateAsync(
                    update => update
                        .SetProperty(row => row.Occasion, due.Occasion)
                        .SetProperty(row => row.Since, due.Since)
                        .SetProperty(row => row.Attempts, attempts)
                        .SetProperty(row => row.NextAt, next)
                        .SetProperty(row => row.TakenAt, (DateTimeOffset?)null)
                        .SetProperty(row => row.Answer, (string?)null),
                    cancellationToken) == 1;
        }

        context.Reminders.Add(new ReminderRow { Login = login, Document = document, Occasion = due.Occasion, Since = due.Since, Attempts = attempts, NextAt = next });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // Another gateway was faster; when it was something else, the next round says so while it reads.
            return false;
        }
    }

    /// <summary>Writes down what came of a try.</summary>
    public async Task NoteAsync(DueReminder due, WebhookAnswer answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (login, document, occasion) = (due.Outlook.Person.Login, due.Outlook.Document.Name, due.Occasion);
        var taken = answer.Taken ? now : (DateTimeOffset?)null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Reminders.Where(row => row.Login == login && row.Document == document && row.Occasion == occasion)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.TakenAt, taken).SetProperty(row => row.Answer, answer.Words), cancellationToken);
    }

    /// <summary>Forgets what nobody owes any more.</summary>
    public async Task ForgetAsync(string login, string document, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Reminders.Where(row => row.Login == login && row.Document == document).ExecuteDeleteAsync(cancellationToken);
    }
}
