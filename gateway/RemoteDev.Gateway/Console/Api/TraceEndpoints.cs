using System.IO.Pipelines;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Reads the trace, page by page, and copies it out whole. Both are traced by the Trace room before the first row.</summary>
internal static class TraceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var read = new ApiRuleAttribute(ConsoleAction.ReadTrace);
        var export = new ApiRuleAttribute(ConsoleAction.ExportEvidence);
        var trace = api.MapGroup("/trace").WithTags("trace");
        trace.MapGet("/sessions", SessionsAsync).WithMetadata(read).WithSummary("Access sessions, newest first.");
        trace.MapGet("/sessions/{id}", SessionAsync).WithMetadata(read).WithSummary("One session: its decisions, and a page of its requests.");
        trace.MapGet("/events", EventsAsync).WithMetadata(read).WithSummary("Events of every kind but single requests, newest first.");
        trace.MapGet("/sessions/export", ExportSessionsAsync).WithMetadata(export).WithSummary("All sessions that match, as CSV or JSON lines.");
        trace.MapGet("/sessions/{id}/requests/export", ExportRequestsAsync).WithMetadata(export).WithSummary("All requests of a session that match.");
        trace.MapGet("/events/export", ExportEventsAsync).WithMetadata(export).WithSummary("All events that match; as JSON, the trace's own lines.");
    }

    private static async Task<IResult> SessionsAsync([AsParameters] SessionQuestion question, HttpContext context, [FromServices] TraceQuery trace) =>
        Results.Ok(await trace.SessionsAsync(question.Filter(Zone(context)), QueryNumber.Paging(question.Page, question.Size), context.RequestAborted));

    private static async Task<IResult> SessionAsync(string id, [AsParameters] RequestQuestion question, HttpContext context, [FromServices] TraceQuery trace)
    {
        var paging = QueryNumber.Paging(question.Page, question.Size);
        return (await trace.SessionAsync(id, question.Filter(), paging, Reader(context), context.RequestAborted)).Passed(out var detail, out var refusal)
            ? Results.Ok(detail)
            : Refused(context, refusal);
    }

    private static async Task<IResult> EventsAsync([AsParameters] EventQuestion question, HttpContext context, [FromServices] TraceQuery trace)
    {
        var paging = QueryNumber.Paging(question.Page, question.Size);
        return (await trace.EventsAsync(question.Filter(Zone(context)), paging, Reader(context), context.RequestAborted)).Passed(out var page, out var refusal)
            ? Results.Ok(page)
            : Refused(context, refusal);
    }

    private static Task<IResult> ExportSessionsAsync([AsParameters] SessionQuestion question, HttpContext context, [FromServices] TraceExport export) =>
        ExportAsync(context, "sessions", (format, body) =>
            export.SessionsAsync(question.Filter(Zone(context)), format, body, Reader(context), context.RequestAborted));

    private static Task<IResult> ExportRequestsAsync(string id, [AsParameters] RequestQuestion question, HttpContext context, [FromServices] TraceExport export) =>
        ExportAsync(context, "requests", (format, body) =>
            export.RequestsAsync(id, question.Filter(), format, body, Reader(context), context.RequestAborted));

    private static Task<IResult> ExportEventsAsync([AsParameters] EventQuestion question, HttpContext context, [FromServices] TraceExport export) =>
        ExportAsync(context, "events", (format, body) =>
            export.EventsAsync(question.Filter(Zone(context)), format, body, Reader(context), context.RequestAborted));

    private static async Task<IResult> ExportAsync(HttpContext context, string what, Func<ExportFormat, PipeWriter, Task<Refusal?>> write)
    {
        var format = context.Request.Query["format"] == "csv" ? ExportFormat.Csv : ExportFormat.JsonLines;
        var response = context.Response;
        response.ContentType = TraceExport.MediaType(format);
        response.Headers.ContentDisposition = $"attachment; filename=\"{what}.{(format == ExportFormat.Csv ? "csv" : "jsonl")}\"";
        if (await write(format, response.BodyWriter) is not { } refusal)
        {
            return Results.Empty;
        }

        response.Headers.Remove("Content-Disposition");
        return Refused(context, refusal);
    }

    private static IResult Refused(HttpContext context, Refusal refusal)
    {
        context.Response.ContentType = null;
        return Results.Problem(title: refusal.Code.ToString(), detail: refusal.Reason, statusCode: RefusalStatus.Of(refusal.Code));
    }

    private static TraceReader Reader(HttpContext context)
    {
        var actor = ApiCaller.Of(context).Actor;
        return new TraceReader(actor.Login, actor.Session, actor.Source);
    }

    // Days without a clock time are days of the caller's clock, as the page that links here shows them.
    private static DateTimeZone Zone(HttpContext context) => context.Features.Get<ConsoleEntry>()?.Viewer.Zone ?? DateTimeZone.Utc;
}
