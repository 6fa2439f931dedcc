using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Times;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages;

/// <summary>Says what was refused, why, and when it opens again. Reached by <see cref="RefusalPages"/>, never by a link.</summary>
[OpenToAll]
internal sealed class RefusedPage(TimeProvider clock) : PageModel
{
    private static readonly Refusal Nothing = new(RefusalCode.Unknown, "There is no such page here.");

    public Refusal Refusal => HttpContext.Features.Get<Refusal>() ?? Nothing;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>The zone of the window that is closed.</summary>
    public DateTimeZone Zone => Zones.OrUtc(Refusal.WindowZone);

    /// <summary>The viewer's zone, as far as one is known.</summary>
    public DateTimeZone Viewed => HttpContext.Features.Get<Viewer>()?.Zone ?? Zone;

    public bool AnotherPerson => Refusal.Code is RefusalCode.Denied or RefusalCode.Suspended;

    /// <summary>A form was sent with a factor too old: pages that are only looked at lead to the confirmation by themselves.</summary>
    public bool IsStaleForm => Refusal.Code is RefusalCode.MfaNeeded;

    public string Title => Refusal.Code switch
    {
        RefusalCode.Unknown => "Not found",
        RefusalCode.WindowClosed => "Closed at this hour",
        RefusalCode.MfaNeeded => "Confirm that it is you",
        RefusalCode.Suspended => "Suspended",
        RefusalCode.SessionEnded => "Your session has ended",
        RefusalCode.TraceUnavailable or RefusalCode.NotReady => "Not open at this moment",
        RefusalCode.UpstreamUnavailable => "The environment does not answer",
        RefusalCode.OverBudget => "The budget is used up",
        RefusalCode.Malformed => "That did not work",
        RefusalCode.CrossOrigin => "Refused",
        RefusalCode.Refused => "Something went wrong",
        _ => "Not permitted",
    };

    public void OnGet() =>
        Response.StatusCode = Response.StatusCode >= StatusCodes.Status400BadRequest ? Response.StatusCode : RefusalStatus.Of(Refusal.Code);
}
