using Microsoft.AspNetCore.Mvc;
using NodaTime;
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
/// The policy text and its tests. A draft is checked whole, and saved only when everything is green and the person has seen
/// what it ends.
/// </summary>
[OpenTo(ConsoleAction.EditPolicy)]
internal sealed class PolicyPage(CatalogRoom catalog, PolicyDrafts drafts, PolicyVersions versions, EditImpact impact, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Tests { get; set; }

    /// <summary>The version the draft began from.</summary>
    [BindProperty]
    public long BaseNumber { get; set; }

    /// <summary>The consequences the person has read and wants.</summary>
    [BindProperty]
    public string? Accepted { get; set; }

    public PolicyEntry? Active => catalog.Current.Policy;

    public FormFaults Faults { get; } = new();

    /// <summary>The result of checking the draft, or null when nothing was checked yet.</summary>
    public PolicyCheck? Check { get; private set; }

    /// <summary>The live sessions that saving would end.</summary>
    public IReadOnlyList<SessionEnding> Endings { get; private set; } = [];

    /// <summary>The version somebody else saved since this draft began, when they did.</summary>
    public PolicyEntry? Overtaken { get; private set; }

    public async Task<IActionResult> OnGetAsync(long? from, CancellationToken cancellationToken)
    {
        var active = Active;
        (Text, Tests, BaseNumber) = (active?.Text, active?.Tests, active?.Number ?? 0);
        if (from is { } number && number != BaseNumber)
        {
            if (await versions.FindAsync(number, cancellationToken) is not { } older)
            {
                return NotFound();
            }

            (Text, Tests) = (older.Text, older.Tests);
            Judge();
        }

        return Page();
    }

    public void OnPostCheck() => Judge();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Judge();
        if (Overtaken is not null || !Check!.IsGreen || (Endings.Count > 0 && Accepted != Words(Endings)))
        {
            return Page();
        }

        // What one person writes another approves; until then the policy in force stays.
        var outcome = await drafts.CreateAsync(new DraftText(Text!, Tests!, "Written in the console", BaseNumber), Actor, cancellationToken);
        if (outcome is DraftOutcome.Done { Draft: var draft })
        {
            outcome = await drafts.SubmitAsync(draft.Number, draft.Revision, Actor, cancellationToken);
        }

        switch (outcome)
        {
            case DraftOutcome.Done { Draft: var submitted }:
                Done($"Draft {submitted.Number} is submitted. It comes into force after another person has approved it.");
                return Redirect("/policy");
            case DraftOutcome.Refused refused:
                Faults.Take(refused.Faults, "policy");
                return Page();
            default:
                Faults.Add("", "Somebody edited the policy at this moment. Nothing you typed is lost: save again.");
                return Page();
        }
    }

    public static string Words(IReadOnlyList<SessionEnding> endings) => string.Join('\n', endings.Select(ending => ending.SessionId));

    private void Judge()
    {
        (Text, Tests) = (Lines(Text), Lines(Tests));
        var snapshot = catalog.Current;
        if ((snapshot.Policy?.Number ?? 0) != BaseNumber)
        {
            Overtaken = snapshot.Policy;
            BaseNumber = snapshot.Policy?.Number ?? 0;
        }

        Check = PolicyCheck.Of(snapshot, Text, Tests, Instant.FromDateTimeOffset(Now));
        Endings = Check.Trial.Loaded is not null ? impact.Of([new CatalogEdit.SavePolicy(Text, Tests)]) : [];
    }

    // Browsers send CR LF, whatever was in the text.
    private static string Lines(string? text) => (text ?? "").ReplaceLineEndings("\n");
}
