using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Index;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Console.Pages.Security;

/// <summary>Every access session the trace knows: who, where, when, how it ended.</summary>
[OpenTo(ConsoleAction.ReadTrace)]
internal sealed class SessionsPage(TraceQuery trace, CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty(SupportsGet = true)]
    public string? Person { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Place { get; set; }

    [BindProperty(SupportsGet = true)]
    public SessionKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public SessionState State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Through { get; set; }

    public PageOf<SessionRow> Sessions { get; private set; } = PageOf<SessionRow>.From([], 1);

    public bool MayExport => Viewer.May(ConsoleAction.ExportEvidence);

    public string NameOf(string login) => catalog.Current.People.GetValueOrDefault(login)?.DisplayName ?? login;

    public async Task OnGetAsync([FromQuery(Name = "page")] int number, CancellationToken cancellationToken)
    {
        var filter = new SessionFilter
        {
            Person = Person,
            Place = Place,
            Kind = Kind is SessionKind.None ? null : Kind,
            State = State,
            From = DayRange.From(From, Viewer.Zone),
            To = DayRange.Through(Through, Viewer.Zone),
        };
        Sessions = PageOf<SessionRow>.Of(await trace.SessionsAsync(filter, new Paging(number), cancellationToken));
    }
}
