using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Portal;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.StepUp.Devices;

namespace RemoteDev.Gateway.Console.Pages.Ssh;

/// <summary>
/// The person's half of <c>remotedev login</c>: what machine asks for what, from where, and until when it would be let in. It asks
/// for a fresh factor before it shows anything, and what is approved is approved in the name of whoever is signed in here.
/// </summary>
[OpenToVerified]
internal sealed class LoginPage(DeviceAuthorizations devices, SshCertificateReach reach, RefusalTrace refusals, TimeProvider clock) : ConsolePage(clock)
{
    private const string Action = "device-authorization";

    [BindProperty]
    public string? Typed { get; set; }

    public string? Fault { get; private set; }

    /// <summary>What waits; null before a code was typed and after the decision.</summary>
    public DeviceRequest? Waiting { get; private set; }

    public DateTimeOffset Until { get; private set; }

    /// <summary>What was decided, or null.</summary>
    public string? Outcome { get; private set; }

    /// <summary>What the person does next.</summary>
    public string Next { get; private set; } = "";

    public bool SameAddress => Addresses.AreSame(Source, Waiting!.From);

    private IPAddress Source => Entry.Verified.Identified.Connection.Source;

    public async Task<IActionResult> OnGetAsync([FromRoute] string? code, CancellationToken cancellationToken)
    {
        if (SshRefusals.WhyStale(Entry.Verified, Now) is { } stale)
        {
            return Refuse(stale);
        }

        return code is null ? Page() : await ShowAsync(code, cancellationToken);
    }

    /// <summary>A typed code becomes the address that a link would have led to.</summary>
    public IActionResult OnPostLook()
    {
        if (UserCode.Read(Typed) is { } code)
        {
            return Redirect($"/ssh/login/{UserCode.Show(code)}");
        }

        Fault = "A code is eight letters, like BCDF-GHJK.";
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    public async Task<IActionResult> OnPostApproveAsync([FromRoute] string? code, CancellationToken cancellationToken)
    {
        if (!(await devices.FindAsync(code, Source, cancellationToken)).Passed(out var request, out var unknown))
        {
            return RefuseTraced(unknown);
        }

        var (until, environments) = reach.Of(Entry.Verified);
        var step = await devices.ApproveAsync(request, Entry.Verified, until, environments);
        if (!step.Passed(out _, out var refusal))
        {
            // The page asks for the factor by itself, which a form that was sent cannot.
            return refusal.Code == RefusalCode.MfaNeeded ? Redirect($"/ssh/login/{Uri.EscapeDataString(code!)}") : RefuseTraced(refusal);
        }

        return Decided("Approved", "Go back to your terminal: it goes on by itself within a few seconds.");
    }

    public async Task<IActionResult> OnPostDenyAsync([FromRoute] string? code, CancellationToken cancellationToken)
    {
        if (!(await devices.FindAsync(code, Source, cancellationToken)).Passed(out var request, out var unknown))
        {
            return RefuseTraced(unknown);
        }

        try
        {
            if (!await devices.DenyAsync(request))
            {
                return RefuseTraced(SshRefusals.NoSuchLogin);
            }
        }
        catch (SharedStateException)
        {
            return RefuseTraced(IdentifyRefusals.SharedStateLost);
        }

        Trace(new Refusal(RefusalCode.Denied, $"Denied by the person. It was asked for from {request.Source} by {request.Machine}: {request.Scope}{(request.Key is { } key ? $", for the key {key.Fingerprint}" : "")}."));
        return Decided("Denied", "The machine gets nothing. If somebody sent you the link or the code, tell the client's administrator.");
    }

    private async Task<PageResult> ShowAsync(string code, CancellationToken cancellationToken)
    {
        if (!(await devices.FindAsync(code, Source, cancellationToken)).Passed(out var request, out var refusal))
        {
            Trace(refusal);
            (Typed, Fault) = (code.Length <= 32 ? code : null, refusal.Reason);
            Response.StatusCode = RefusalStatus.Of(refusal.Code);
            return Page();
        }

        Waiting = request;
        Until = reach.Of(Entry.Verified).Until;
        return Page();
    }

    private EmptyResult RefuseTraced(Refusal refusal)
    {
        Trace(refusal);
        return Refuse(refusal);
    }

    // Also a code that nobody waits under: somebody may be guessing.
    private void Trace(Refusal refusal) => refusals.Record(HttpContext, Entry, Action, "gateway", refusal);

    private PageResult Decided(string outcome, string next)
    {
        (Outcome, Next) = (outcome, next);
        return Page();
    }
}
