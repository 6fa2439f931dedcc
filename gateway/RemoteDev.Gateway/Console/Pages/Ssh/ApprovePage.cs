using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;

namespace RemoteDev.Gateway.Console.Pages.Ssh;

/// <summary>
/// Where somebody approves, or denies, the sign-in that waits at their terminal. It asks for a fresh factor before it shows anything.
/// </summary>
[OpenToVerified]
internal sealed class ApprovePage(SshApprovals approvals, SshKeyStore keys, TimeProvider clock) : ConsolePage(clock)
{
    /// <summary>What waits; null once it is decided.</summary>
    public SshApproval? Waiting { get; private set; }

    /// <summary>What its owner calls the key.</summary>
    public string? KeyName { get; private set; }

    /// <summary>What was decided, or null.</summary>
    public string? Outcome { get; private set; }

    /// <summary>What the person does next.</summary>
    public string Next { get; private set; } = "";

    public bool SameAddress => Addresses.AreSame(Entry.Verified.Identified.Connection.Source, System.Net.IPAddress.Parse(Waiting!.Source));

    public async Task<IActionResult> OnGetAsync([FromRoute] string code, CancellationToken cancellationToken)
    {
        if (SshRefusals.WhyStale(Entry.Verified, Now) is { } stale)
        {
            return Refuse(stale);
        }

        Waiting = await approvals.FindAsync(code, Viewer.Login, cancellationToken);
        if (Waiting is null)
        {
            return Refuse(SshRefusals.NothingWaits);
        }

        KeyName = (await keys.OfAsync(Viewer.Login, cancellationToken)).FirstOrDefault(key => key.Fingerprint == Waiting.Fingerprint)?.Name;
        return Page();
    }

    public async Task<IActionResult> OnPostApproveAsync([FromRoute] string code) =>
        Decided(await approvals.ApproveAsync(code, Entry.Verified), "Approved", "Go back to your terminal and press Enter.", code);

    public async Task<IActionResult> OnPostDenyAsync([FromRoute] string code) =>
        Decided(
            await approvals.DenyAsync(code, Entry.Verified),
            "Denied",
            "The connection has ended. If you did not start it, somebody else holds your key: remove the key from your account, and tell the client's administrator.",
            code);

    private IActionResult Decided(Step<SshApproval> step, string outcome, string next, string code)
    {
        if (!step.Passed(out _, out var refusal))
        {
            // The page asks for the factor by itself, which a form that was sent cannot.
            return refusal.Code == RefusalCode.MfaNeeded ? Redirect($"/ssh/approve/{Uri.EscapeDataString(code)}") : Refuse(refusal);
        }

        (Outcome, Next) = (outcome, next);
        return Page();
    }
}
