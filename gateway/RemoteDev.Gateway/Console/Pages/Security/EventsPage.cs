using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Gateway.Trace.Index;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Console.Pages.Security;

/// <summary>Everything that happened but single requests: sign-ins, decisions, edits, readings of the trace itself.</summary>
[OpenTo(ConsoleAction.ReadTrace)]
internal sealed class EventsPage(TraceQuery trace, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Session { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Through { get; set; }

    public PageOf<EventRow> Events { get; private set; } = PageOf<EventRow>.From([], 1);

    public bool MayExport => Viewer.May(ConsoleAction.ExportEvidence);

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number, CancellationToken cancellationToken)
    {
        var filter = new EventFilter
        {
            Type = Type,
            Actor = By,
            Session = Session,
            Text = Text,
            From = DayRange.From(From, Viewer.Zone),
            To = DayRange.Through(Through, Viewer.Zone),
        };
        var step = await trace.EventsAsync(filter, new Paging(number), Reader, cancellationToken);
        if (!step.Passed(out var page, out var refusal))
        {
            return Refuse(refusal);
        }

        Events = PageOf<EventRow>.Of(page);
        return Page();
    }
}
