using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Index;
using RemoteDev.Gateway.Trace.Reading;
using RemoteDev.Gateway.Trace.Recordings;

namespace RemoteDev.Gateway.Console.Pages.Security;

/// <summary>One session: who, from where, by which policies, every decision and every request with the bytes that left.</summary>
[OpenTo(ConsoleAction.ReadTrace)]
internal sealed class SessionPage(TraceQuery trace, RecordingDesk recordings, LiveSessions live, CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty(SupportsGet = true)]
    public string? Method { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Path { get; set; }

    public SessionDetail Detail { get; private set; } = null!;

    public PageOf<RequestRow> Requests { get; private set; } = PageOf<RequestRow>.From([], 1);

    /// <summary>The session itself while it lives here.</summary>
    public AccessSession? Live { get; private set; }

    public bool MayEnd => Live is not null && Viewer.May(ConsoleAction.EndSession);

    public bool MayExport => Viewer.May(ConsoleAction.ExportEvidence);

    /// <summary>Its terminals that were recorded, for whoever may watch them.</summary>
    public IReadOnlyList<string> Recordings => Viewer.May(ConsoleAction.WatchSession) ? recordings.Of(Detail.Session.Id) : [];

    public string Name => catalog.Current.People.GetValueOrDefault(Detail.Session.Login)?.DisplayName ?? Detail.Session.Login;

    public async Task<IActionResult> OnGetAsync([FromRoute] string id, [FromQuery(Name = "page")] int number, CancellationToken cancellationToken)
    {
        var filter = new RequestFilter { Method = Method, Status = Status, Path = Path };
        var step = await trace.SessionAsync(id, filter, new Paging(number), Reader, cancellationToken);
        if (!step.Passed(out var detail, out var refusal))
        {
            return Refuse(refusal);
        }

        (Detail, Live) = (detail, live.Find(id));
        Requests = PageOf<RequestRow>.Of(detail.Requests);
        return Page();
    }
}
