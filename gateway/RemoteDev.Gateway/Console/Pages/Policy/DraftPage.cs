using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Policies;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>
/// Where a draft of the policy is written, with what the gateway finds in it beside it. A draft may be kept as wrong as it is; only what
/// is green is submitted, and what the person typed survives every refusal.
/// </summary>
[OpenTo(ConsoleAction.EditPolicy)]
internal sealed class DraftPage(CatalogRoom catalog, PolicyDrafts drafts, PolicyVersions versions, DraftDesk desk, TimeProvider clock)
    : PolicyAreaPage(clock)
{
    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Tests { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The step of the draft that the person has seen.</summary>
    [BindProperty]
    public long Revision { get; set; }

    /// <summary>The version the draft began from.</summary>
    [BindProperty]
    public long BaseNumber { get; set; }

    /// <summary>The version in force, once the person has taken over what it changed.</summary>
    [BindProperty]
    public long? Rebase { get; set; }

    /// <summary>The draft as it is kept; null while it is new.</summary>
    public PolicyDraft? Draft { get; private set; }

    public DraftReport? Report { get; private set; }

    /// <summary>True when somebody else changed the draft after the form was opened.</summary>
    public bool IsStale { get; private set; }

    /// <summary>True when what was typed was kept, though it was not submitted.</summary>
    public bool IsKept { get; private set; }

    /// <summary>The version that came into force after this draft began, when one did.</summary>
    public PolicyEntry? Overtaken => catalog.Current.Policy is { } policy && policy.Number != BaseNumber ? policy : null;

    public PolicyEntry? Base { get; private set; }

    public string Address => Draft is null ? "/policy/drafts/new" : $"/policy/drafts/{Draft.Number}/edit";

    public string Title => Draft is null ? "A new draft" : DraftWords.Title(Draft.Number, Draft.Note);

    public async Task<IActionResult> OnGetAsync(long? number, CancellationToken cancellationToken)
    {
        if (number is null)
        {
            var active = catalog.Current.Policy;
            (Text, Tests, Note, BaseNumber) = (active?.Text, active?.Tests, "", active?.Number ?? 0);
            return await ShowAsync(cancellationToken);
        }

        if (!await FindAsync(number, cancellationToken))
        {
            return NotFound();
        }

        if (!Draft!.IsOpen)
        {
            return Redirect($"/policy/drafts/{number}");
        }

        (Text, Tests, Note, Revision, BaseNumber) = (Draft.Text, Draft.Tests, Draft.Note, Draft.Revision, Draft.BaseNumber);
        return await ShowAsync(cancellationToken);
    }

    /// <summary>Keeps the draft.</summary>
    public async Task<IActionResult> OnPostAsync(long? number, CancellationToken cancellationToken)
    {
        if (!await FindAsync(number, cancellationToken))
        {
            return NotFound();
        }

        if (!await KeepAsync(cancellationToken))
        {
            return await ShowAsync(cancellationToken);
        }

        Done($"Draft {Draft!.Number} is kept. Nothing is in force that was not before.");
        return Redirect(Address);
    }

    /// <summary>Keeps the draft and asks a second person for consent.</summary>
    public async Task<IActionResult> OnPostSubmitAsync(long? number, CancellationToken cancellationToken)
    {
        if (!await FindAsync(number, cancellationToken))
        {
            return NotFound();
        }

        IsKept = await KeepAsync(cancellationToken);
        if (IsKept && Take(await drafts.SubmitAsync(Draft!.Number, Draft.Revision, Actor, cancellationToken)))
        {
            Done($"Draft {Draft.Number} waits for a second person. It is not in force.");
            return Redirect($"/policy/drafts/{Draft.Number}");
        }

        Report = await desk.ReportAsync(Viewer.Login, Text!, Tests!, cancellationToken);
        return await ShowAsync(cancellationToken);
    }

    /// <summary>Shows what is wrong, for people without scripts.</summary>
    public async Task<IActionResult> OnPostCheckAsync(long? number, CancellationToken cancellationToken)
    {
        if (!await FindAsync(number, cancellationToken))
        {
            return NotFound();
        }

        Tidy();
        Report = await desk.ReportAsync(Viewer.Login, Text!, Tests!, cancellationToken);
        return await ShowAsync(cancellationToken);
    }

    /// <summary>What is wrong with what is typed, for the editor.</summary>
    public async Task<PartialViewResult> OnPostLookAsync(CancellationToken cancellationToken)
    {
        Tidy();
        return Partial("_DraftReport", await desk.ReportAsync(Viewer.Login, Text!, Tests!, cancellationToken));
    }

    /// <summary>What it would change, for the editor.</summary>
    public async Task<PartialViewResult> OnPostReachAsync(CancellationToken cancellationToken)
    {
        Tidy();
        return Partial("_Reach", await desk.ReachAsync(Viewer.Login, Text!, Tests!, cancellationToken));
    }

    /// <summary>Writes the policy as everybody writes it, every comment kept. For the editor its text alone, otherwise the page with it.</summary>
    public async Task<IActionResult> OnPostFormatAsync(long? number, CancellationToken cancellationToken)
    {
        if (!await FindAsync(number, cancellationToken))
        {
            return NotFound();
        }

        Tidy();
        var formatted = PolicySet.Format(Text!, PolicyEntry.TextFile);
        if (Request.Headers.XRequestedWith == "editor")
        {
            return formatted.Succeeded ? Content(formatted.Value, "text/plain") : StatusCode(StatusCodes.Status422UnprocessableEntity, Why(formatted));
        }

        Text = formatted.Value ?? Text;
        if (!formatted.Succeeded)
        {
            Faults.Add("text", Why(formatted));
        }

        return await ShowAsync(cancellationToken);
    }

    private static string Why(Result<string> formatted) => $"Only what can be read can be formatted: {formatted.Faults[0]}";

    private async Task<bool> KeepAsync(CancellationToken cancellationToken)
    {
        Tidy();
        var words = new DraftText(Text!, Tests!, Note!, Rebase ?? BaseNumber);
        if (Draft is null)
        {
            return Take(await drafts.CreateAsync(words, Actor, cancellationToken));
        }

        // Keeping what is kept already would void a submission for nothing.
        var same = new DraftText(Draft.Text, Draft.Tests, Draft.Note, Draft.BaseNumber) == words;
        return (same && Revision == Draft.Revision) || Take(await drafts.EditAsync(Draft.Number, Revision, words, Actor, cancellationToken));
    }

    private bool Take(DraftOutcome outcome) => outcome.Match(
        done =>
        {
            Draft = done.Draft;
            (Revision, BaseNumber, Rebase) = (Draft.Revision, Draft.BaseNumber, null);
            return true;
        },
        refused =>
        {
            Faults.Take(refused.Faults, "draft");
            return false;
        },
        _ =>
        {
            Faults.Add("", "This draft is not there any more.");
            return false;
        },
        stale =>
        {
            (IsStale, Draft, Revision) = (true, stale.Current, stale.Current.Revision);
            return false;
        });

    private async Task<bool> FindAsync(long? number, CancellationToken cancellationToken)
    {
        Draft = number is { } known ? await drafts.FindAsync(known, cancellationToken) : null;
        return number is null || Draft is not null;
    }

    private async Task<PageResult> ShowAsync(CancellationToken cancellationToken)
    {
        Base = Overtaken is null ? null : await versions.FindAsync(BaseNumber, cancellationToken);
        return Page();
    }

    // Browsers send CR LF, whatever was in the text.
    private void Tidy() => (Text, Tests, Note) = ((Text ?? "").ReplaceLineEndings("\n"), (Tests ?? "").ReplaceLineEndings("\n"), FormText.One(Note));
}
