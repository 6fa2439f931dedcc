using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Console.Layout;

/// <summary>A page of the console: knows who looks at it and what time it is.</summary>
internal abstract class ConsolePage(TimeProvider clock) : PageModel
{
    private const string NoticeKey = "notice";

    public Viewer Viewer => Entry.Viewer;

    /// <summary>One instant for the whole page, so that its parts agree.</summary>
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>What was done a moment ago, after a redirect.</summary>
    public string? Notice => TempData[NoticeKey] as string;

    internal ConsoleEntry Entry =>
        HttpContext.Features.Get<ConsoleEntry>() ?? throw new InvalidOperationException("A page of the console opened without its door.");

    /// <summary>The viewer as the trace will say it.</summary>
    internal Actor Actor => new(Viewer.Login, "console", Entry.Session?.Id, Entry.Verified.Identified.Connection.Source);

    /// <summary>The viewer as a reader of the trace.</summary>
    internal TraceReader Reader => new(Viewer.Login, Entry.Session?.Id, Entry.Verified.Identified.Connection.Source);

    /// <summary>Answers with a refusal, which <see cref="RefusalPages"/> shows.</summary>
    protected EmptyResult Refuse(Refusal refusal)
    {
        HttpContext.Features.Set(refusal);
        return new EmptyResult();
    }

    /// <summary>Says what was done, on the next page the person sees.</summary>
    protected void Done(string notice) => TempData[NoticeKey] = notice;
}
