using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Impact;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Policies;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>
/// Back to the version before, by one person alone, when a version just went wrong. Says first who loses what and which sessions end;
/// where somebody would gain, it says so and shows the way of two. The catalogue judges it once more.
/// </summary>
[OpenTo(ConsoleAction.ApprovePolicy)]
internal sealed class RollbackPage(
    CatalogRoom catalog, PolicyVersions versions, PolicyRestore restore, PolicyDifferences differences, EditImpact impact, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The version that was in force when the person read the page.</summary>
    [BindProperty]
    public long Seen { get; set; }

    /// <summary>The sessions that the person has read will end, and wants ended.</summary>
    [BindProperty]
    public string? Accepted { get; set; }

    public PolicyEntry? InForce => catalog.Current.Policy;

    /// <summary>The version before the one in force; null when there is none.</summary>
    public PolicyEntry? Older { get; private set; }

    /// <summary>What going back changes; null when that could not be worked out.</summary>
    public DraftComparison? Comparison { get; private set; }

    /// <summary>Why it could not.</summary>
    public IReadOnlyList<CatalogFault> Unknown { get; private set; } = [];

    public IReadOnlyList<SessionEnding> Endings { get; private set; } = [];

    public string EndingIds => string.Join('\n', Endings.Select(ending => ending.SessionId));

    public FormFaults Faults { get; } = new();

    /// <summary>Why somebody may gain by it later than the comparison looks; null when nobody can.</summary>
    public string? Later { get; private set; }

    /// <summary>Whether one person may go back alone.</summary>
    public bool IsAllowed => Comparison is { } comparison && GainsNothing.By(comparison, Later, InForce!.Number, Older!.Number) is not null;

    public bool MayWrite => Viewer.May(ConsoleAction.EditPolicy);

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken);
        if (InForce is not { } inForce || Older is not { } older)
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
                Done($"What version {older.Number} said is in force again, as version {InForce?.Number}.");
                return Redirect("/policy");
            case EditOutcome.Refused refused:
                Faults.Take(refused.Faults, PolicyEntry.TextPath);
                break;
            default:
                Faults.Add("", "Somebody else edited the catalogue at this moment. Read again what going back would do.");
                break;
        }

        await ShowAsync(cancellationToken);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        (Older, Comparison, Later, Unknown, Endings) = (null, null, null, [], []);
        if (InForce is not { } inForce || await versions.FindAsync(inForce.Number - 1, cancellationToken) is not { } older)
        {
            return;
        }

        Older = older;
        (Comparison, var faults) = await differences.BetweenAsync(null, older.Number, null, Viewer.Login, cancellationToken);
        Later = PolicyRestore.WhyLater(catalog.Current, older);
        Unknown = faults;
        Endings = impact.Of([new CatalogEdit.SavePolicy(older.Text, older.Tests)]);
    }
}
