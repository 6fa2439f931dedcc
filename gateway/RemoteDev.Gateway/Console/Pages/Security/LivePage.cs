using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.Security;

/// <summary>Who is inside at this moment. Its table refreshes itself; the page as a whole does not jump.</summary>
[OpenTo(ConsoleAction.WatchSession)]
internal sealed class LivePage(LiveSessions live, CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    public IReadOnlyList<AccessSession> Sessions { get; private set; } = [];

    public int Total { get; private set; }

    public bool MayEnd => Viewer.May(ConsoleAction.EndSession);

    public string NameOf(AccessSession session) => catalog.Current.People.GetValueOrDefault(session.Login)?.DisplayName ?? session.Login;

    public void OnGet() => Look();

    /// <summary>The table alone, for the page's own script.</summary>
    public IActionResult OnGetRows()
    {
        Look();
        return Partial("_LiveRows", this);
    }

    private void Look()
    {
        var all = live.All;
        Total = all.Count;
        Sessions = [.. Search.Where(
            all.Where(session => string.IsNullOrEmpty(Kind) || session.Kind.ToString().Equals(Kind, StringComparison.OrdinalIgnoreCase)),
            Q,
            session => [session.Login, NameOf(session), session.Place, session.Source.ToString()])];
    }
}
