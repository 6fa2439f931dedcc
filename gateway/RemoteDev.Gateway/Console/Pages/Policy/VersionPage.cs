using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Policies;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>One version of the policy: who wrote and approved it, what it changed, and the way back to it.</summary>
[OpenTo(ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy)]
internal sealed class VersionPage(CatalogRoom catalog, PolicyVersions versions, PolicyDrafts drafts, ConsoleWalk walk, TimeProvider clock)
    : PolicyAreaPage(clock)
{
    [BindProperty]
    public string? Note { get; set; }

    public PolicyEntry Version { get; private set; } = null!;

    /// <summary>The draft that it was, with what it changed as its approver saw it.</summary>
    public PolicyDraft? Draft { get; private set; }

    public bool IsActive => catalog.Current.Policy?.Number == Version.Number;

    public PolicyTexts Texts { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long number, CancellationToken cancellationToken)
    {
        if (await versions.FindAsync(number, cancellationToken) is not { } version)
        {
            return NotFound();
        }

        Version = version;
        Note ??= $"Back to version {number}";
        Draft = version.Draft is { } draft ? await drafts.FindAsync(draft, cancellationToken) : null;
        Texts = PolicyTexts.Beside(await versions.FindAsync(number - 1, cancellationToken), version.Text, version.Tests);
        return Page();
    }

    /// <summary>Makes a draft of this version's text.</summary>
    public async Task<IActionResult> OnPostBackAsync(long number, CancellationToken cancellationToken)
    {
        // The page opens to two actions; writing needs its own.
        if (await walk.WhyNotAsync(HttpContext, Entry, ConsoleAction.EditPolicy, cancellationToken) is { } refusal)
        {
            return Refuse(refusal);
        }

        switch (await drafts.RollBackAsync(number, FormText.One(Note), Actor, cancellationToken))
        {
            case DraftOutcome.Done done:
                Done($"Draft {done.Draft.Number} says what version {number} said. Submit it, and have it approved.");
                return Redirect($"/policy/drafts/{done.Draft.Number}");
            case DraftOutcome.Refused refused:
                Faults.Take(refused.Faults, "draft");
                break;
        }

        return await OnGetAsync(number, cancellationToken);
    }
}
