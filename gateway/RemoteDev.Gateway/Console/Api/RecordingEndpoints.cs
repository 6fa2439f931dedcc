using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Trace.Reading;
using RemoteDev.Gateway.Trace.Recordings;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Recordings of terminals, as asciicast v2, to be played with any player of that format.</summary>
internal static class RecordingEndpoints
{
    private const string MediaType = "application/x-asciicast";

    public static void Map(IEndpointRouteBuilder api)
    {
        var watch = new ApiRuleAttribute(ConsoleAction.WatchSession);
        var recordings = api.MapGroup("/trace/sessions/{id}/recordings").WithTags("trace");
        recordings.MapGet("", (string id, [FromServices] RecordingDesk desk) => Results.Ok(desk.Of(id)))
            .WithMetadata(watch).WithSummary("The streams of a session that were recorded.");
        recordings.MapGet("/{stream}", ReadAsync).WithMetadata(watch).WithSummary("One recording, as asciicast v2. Reading it is traced.");
    }

    private static async Task<IResult> ReadAsync(string id, string stream, HttpContext context, [FromServices] RecordingDesk desk)
    {
        var actor = ApiCaller.Of(context).Actor;
        var step = await desk.OpenAsync(id, stream, new TraceReader(actor.Login, actor.Session, actor.Source), context.RequestAborted);
        if (!step.Passed(out var recording, out var refusal))
        {
            return Results.Problem(title: refusal.Code.ToString(), detail: refusal.Reason, statusCode: RefusalStatus.Of(refusal.Code));
        }

        using (recording)
        {
            var response = context.Response;
            response.ContentType = MediaType;
            response.Headers.ContentDisposition = $"attachment; filename=\"{id}-{stream}.cast\"";
            while (await recording.ReadAsync(context.RequestAborted) is { } frame)
            {
                await response.Body.WriteAsync(frame, context.RequestAborted);
            }
        }

        return Results.Empty;
    }
}
