using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Doors.Environment;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.Portal;

/// <summary>
/// Opens an environment: the rest of the walk, a one-time code, and on to the environment's own origin. A refusal is a page.
/// </summary>
[OpenToVerified]
internal sealed class OpenPage(
    AuthorizeRoom authorize, SessionTickets tickets, CatalogRoom catalog, GatewayOrigins origins, RefusalTrace refusals, TimeProvider clock)
    : ConsolePage(clock)
{
    private static readonly Refusal NoSuchPlace = new(RefusalCode.Unknown, "There is no environment of that name for you.");

    public string Name { get; private set; } = "";

    public string Address { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(
        [FromRoute] string name, [FromQuery] string? nonce, [FromQuery(Name = "return")] string? back, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Environments.TryGetValue(name, out var environment))
        {
            return Refuse(NoSuchPlace, name);
        }

        Name = environment.DisplayName;
        var origin = origins.Environment(name);
        if (!TokenHash.TryRead(nonce, out var hash))
        {
            return Go($"{origin}{EnvironmentPaths.Start}");
        }

        var step = await authorize.EnterEnvironmentAsync(Entry.Verified, name, cancellationToken);
        if (!step.Passed(out var permitted, out var refusal) || !tickets.IssueEntryCode(permitted.Session, hash).Passed(out var code, out refusal))
        {
            return Refuse(refusal, name);
        }

        return Go($"{origin}{EnvironmentPaths.Enter}?code={code.Reveal()}&return={Uri.EscapeDataString(ReturnPath.Safe(back))}");
    }

    private EmptyResult Refuse(Refusal refusal, string name)
    {
        refusals.Record(HttpContext, Entry, "browse", name, refusal);
        return Refuse(refusal);
    }

    // Browsers hold a page's form-action against every redirect after its form. Sign-in's form may lead here, so this page
    // sends the browser on by itself instead of redirecting to another origin.
    private PageResult Go(string address)
    {
        Address = address;
        Response.Headers["Refresh"] = $"0; url={address}";
        return Page();
    }
}
