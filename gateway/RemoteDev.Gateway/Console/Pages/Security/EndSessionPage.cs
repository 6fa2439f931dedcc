using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Impact;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.Security;

/// <summary>Ends one session, after saying what that cuts, with a reason that its person reads and the trace keeps.</summary>
[OpenTo(ConsoleAction.EndSession)]
internal sealed class EndSessionPage(LiveSessions live, CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    public const int LongestReason = 500;

    [BindProperty]
    public string? Reason { get; set; }

    public AccessSession? Session { get; private set; }

    public FormFaults Faults { get; } = new();

    public string Name => catalog.Current.People.GetValueOrDefault(Session!.Login)?.DisplayName ?? Session.Login;

    public string Consequence => SessionEnding.Of(Session!, catalog.Current.People.GetValueOrDefault(Session!.Login)?.DisplayName).Words;

    public void OnGet([FromRoute] string id) => Session = live.Find(id);

    public IActionResult OnPost([FromRoute] string id)
    {
        Session = live.Find(id);
        if (Session is null)
        {
            return Page();
        }

        var reason = FormText.One(Reason);
        if (reason.Length is 0 or > LongestReason)
        {
            Faults.Add("reason", $"say why in 1 to {LongestReason} characters: the person reads it, and so does whoever asks later");
            return Page();
        }

        var streams = Session.Streams().Length;
        Done(live.End(id, EndReason.EndedByAdmin, SessionEndings.ByAdmin(reason), Viewer.Login)
            ? $"The session of {Name} in {Session.Place} was ended; {streams} streams were cut."
            : $"The session of {Name} had ended before.");
        return Redirect("/live");
    }
}
