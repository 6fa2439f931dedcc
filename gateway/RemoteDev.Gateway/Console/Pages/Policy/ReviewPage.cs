using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Policies;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>
/// A draft as the second person reads it: what it changes in words, then its text, its tests and what lint says; and the steps it can
/// take, each offered to those who may take it. Who may not approve is told why.
/// </summary>
[OpenTo(ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy)]
internal sealed class ReviewPage(
    CatalogRoom catalog, PolicyDrafts drafts, PolicyVersions versions, DraftDesk desk, ConsoleWalk walk, TimeProvider clock) : PolicyAreaPage(clock)
{
    /// <summary>The content that the approver has seen.</summary>
    [BindProperty]
    public string? Sha256 { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public long Revision { get; set; }

    /// <summary>The sessions that the person has read will end, and wants ended.</summary>
    [BindProperty]
    public string? Accepted { get; set; }

    [BindProperty]
    public string? At { get; set; }

    [BindProperty]
    public string? Zone { get; set; }

    public PolicyDraft Draft { get; private set; } = null!;

    /// <summary>What is wrong with it now; null once nothing can become of it any more.</summary>
    public DraftReport? Report { get; private set; }

    /// <summary>What it would change now; null likewise.</summary>
    public DraftReach? Reach { get; private set; }

    /// <summary>What came into force beside what it replaced; what may still come, beside what it would replace.</summary>
    public PolicyTexts Texts { get; private set; } = null!;

    /// <summary>Why the viewer cannot approve this draft, or null when they can.</summary>
    public string? WhyNotMe => Draft.State != DraftState.Submitted
        ? null
        : !Draft.MayBeApprovedBy(Viewer.Login)
            ? "You wrote or submitted this draft, and nobody approves their own. A second person who may approve policy has to read it."
            : MayApprove ? null : "The policy does not permit you to approve policy. Somebody whom it permits has to read it.";

    /// <summary>The steps a draft takes, and how far this one came.</summary>
    public IReadOnlyList<(string Name, bool Done, bool Here)> Steps =>
    [
        ("Written", Draft.State != DraftState.Draft, Draft.State == DraftState.Draft),
        ("Submitted", CanActivate || Draft.State == DraftState.Active, Draft.State == DraftState.Submitted),
        ("Approved", Draft.State == DraftState.Active, CanActivate),
        ("In force", Draft.State == DraftState.Active, false),
    ];

    public bool CanActivate => Draft.State is DraftState.Approved or DraftState.Scheduled or DraftState.Failed;

    /// <summary>Whether the catalogue moved since the draft was submitted, so that it may mean something else than it did.</summary>
    public bool MayMeanSomethingElse => Draft is { IsOpen: true, Comparison: { } comparison } && comparison.CatalogVersion != catalog.Current.Version;

    public PolicyEntry? InForce => catalog.Current.Policy;

    public async Task<IActionResult> OnGetAsync(long number, CancellationToken cancellationToken)
    {
        Zone = Viewer.Zone.Id;
        return await FindAsync(number, cancellationToken) ? await ShowAsync(cancellationToken) : NotFound();
    }

    public Task<IActionResult> OnPostApproveAsync(long number, CancellationToken cancellationToken) => StepAsync(
        number,
        ConsoleAction.ApprovePolicy,
        () => drafts.ApproveAsync(number, Sha256 ?? "", FormText.One(Reason), Actor, cancellationToken),
        $"You approved draft {number}. It comes into force when somebody says when.",
        cancellationToken);

    public Task<IActionResult> OnPostRejectAsync(long number, CancellationToken cancellationToken) => StepAsync(
        number,
        ConsoleAction.ApprovePolicy,
        () => drafts.RejectAsync(number, FormText.One(Reason), Actor, cancellationToken),
        $"You rejected draft {number}.",
        cancellationToken,
        needsReason: true);

    public Task<IActionResult> OnPostWithdrawAsync(long number, CancellationToken cancellationToken) => StepAsync(
        number,
        ConsoleAction.EditPolicy,
        () => drafts.WithdrawAsync(number, FormText.One(Reason), Actor, cancellationToken),
        $"Draft {number} is withdrawn.",
        cancellationToken);

    public Task<IActionResult> OnPostSubmitAsync(long number, CancellationToken cancellationToken) => StepAsync(
        number,
        ConsoleAction.EditPolicy,
        () => drafts.SubmitAsync(number, Revision, Actor, cancellationToken),
        $"Draft {number} waits for a second person. It is not in force.",
        cancellationToken);

    public async Task<IActionResult> OnPostActivateAsync(long number, CancellationToken cancellationToken)
    {
        if (!await FindAsync(number, cancellationToken))
        {
            return NotFound();
        }

        var reach = await desk.ReachAsync(Viewer.Login, Draft.Text, Draft.Tests, cancellationToken);
        if (reach.Endings.Count > 0 && (Accepted ?? "").ReplaceLineEndings("\n") != reach.EndingIds)
        {
            Faults.Add("", "What it would end has changed since you looked. Read it again, and say again that you want it.");
            return await ShowAsync(cancellationToken);
        }

        return await StepAsync(
            number,
            MayApprove ? ConsoleAction.ApprovePolicy : ConsoleAction.EditPolicy,
            () => drafts.ActivateAsync(number, null, Actor, cancellationToken),
            $"Draft {number} is in force.",
            cancellationToken);
    }

    public async Task<IActionResult> OnPostScheduleAsync(long number, CancellationToken cancellationToken)
    {
        var (at, fault) = ActivationMoment.Read(At, FormText.One(Zone), Now);
        if (fault is not null)
        {
            Faults.Add("at", fault);
            return await FindAsync(number, cancellationToken) ? await ShowAsync(cancellationToken) : NotFound();
        }

        return await StepAsync(
            number,
            MayApprove ? ConsoleAction.ApprovePolicy : ConsoleAction.EditPolicy,
            () => drafts.ActivateAsync(number, at, Actor, cancellationToken),
            $"Draft {number} comes into force {Times.Moments.Words(at!.Value, Now, Viewer.Zone, Viewer.Zone)}.",
            cancellationToken);
    }

    private async Task<IActionResult> StepAsync(
        long number, string action, Func<Task<DraftOutcome>> step, string said, CancellationToken cancellationToken, bool needsReason = false)
    {
        if (!await FindAsync(number, cancellationToken))
        {
            return NotFound();
        }

        // The page opens to two actions; a step needs its own.
        if (await walk.WhyNotAsync(HttpContext, Entry, action, cancellationToken) is { } refusal)
        {
            return Refuse(refusal);
        }

        if (needsReason && FormText.One(Reason).Length == 0)
        {
            Faults.Add("reason", "say why, for the person who wrote it");
            return await ShowAsync(cancellationToken);
        }

        var outcome = await step();
        if (outcome is DraftOutcome.Done)
        {
            Done(said);
            return Redirect($"/policy/drafts/{number}");
        }

        Take(outcome);
        return await FindAsync(number, cancellationToken) ? await ShowAsync(cancellationToken) : NotFound();
    }

    private void Take(DraftOutcome outcome)
    {
        if (outcome is DraftOutcome.Refused refused)
        {
            Faults.Take(refused.Faults, "draft");
        }
        else
        {
            Faults.Add("", "Somebody else took a step meanwhile. This is how the draft stands now.");
        }
    }

    private async Task<bool> FindAsync(long number, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(number, cancellationToken) is not { } draft)
        {
            return false;
        }

        Draft = draft;
        return true;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var before = Draft.IsOpen ? InForce : await versions.FindAsync(Draft.BaseNumber, cancellationToken);
        Texts = PolicyTexts.Beside(before, Draft.Text, Draft.Tests);
        if (Draft.IsOpen)
        {
            Report = await desk.ReportAsync(Viewer.Login, Draft.Text, Draft.Tests, cancellationToken);
            Reach = await desk.ReachAsync(Viewer.Login, Draft.Text, Draft.Tests, cancellationToken);
        }

        return Page();
    }
}
