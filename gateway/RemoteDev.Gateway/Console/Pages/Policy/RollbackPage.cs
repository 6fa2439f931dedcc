using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Impact;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>
/// Back to the version before, by one person alone, when a version just went wrong. Says first who loses what and which sessions end;
/// where somebody would gain, it says so and shows the way of two. The catalogue judges it once more.
/// </summary>
[OpenTo(ConsoleAction.ApprovePolicy)]
internal sealed class RollbackPage(PolicyRestore restore, EditImpact impact, TimeProvider clock) : PolicyAreaPage(clock)
{
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The version that was in force when the person read the page.</summary>
    [BindProperty]
    public long Seen { get; set; }

    /// <summary>The sessions that the person has read will end, and wants ended.</summary>
    [BindProperty]
    public string? Accepted { get; set; }

    /// <summary>What going back would do.</summary>
    public RestoreOutlook Outlook { get; private set; } = null!;

    public IReadOnlyList<SessionEnding> Endings { get; private set; } = [];

    public string EndingIds => string.Join('\n', Endings.Select(ending => ending.SessionId));

    public Task OnGetAsync(CancellationToken cancellationToken) => LookAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        if (Outlook is not { InForce: { } inForce, Older: { } older })
        {
            return Page();
        }

        var reason = FormText.One(Reason);
        if (reason.Length is 0 or > Limits.Reason)
        {
            Faults.Add("reason", $"say why in 1 to {Limits.Reason} characters: whoever asks later reads it");
        }

        if (Seen != inForce.Number)
        {
            Faults.Add("", $"Version {inForce.Number} came into force since you looked. Read again what going back would do.");
        }
        else if ((Accepted ?? "").ReplaceLineEndings("\n") != EndingIds)
        {
            Faults.Add("", "What it would end has changed since you looked. Read it again, and say again that you want it.");
        }

        if (Faults.Any)
        {
            return Page();
        }

        switch (await restore.RestoreAsync(older.Number, reason, Actor, cancellationToken))
        {
            case EditOutcome.Applied:
                Done($"What version {older.Number} said is in force again.");
                return Redirect("/policy");
            case EditOutcome.Refused refused:
                Faults.Take(refused.Faults, PolicyEntry.TextPath);
                break;
            default:
                Faults.Add("", "Somebody else edited the catalogue at this moment. Read again what going back would do.");
                break;
        }

        await LookAsync(cancellationToken);
        return Page();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        Outlook = await restore.OutlookAsync(null, Viewer.Login, cancellationToken);
        Endings = Outlook.Older is { } older ? impact.Of([new CatalogEdit.SavePolicy(older.Text, older.Tests)]) : [];
    }
}
