using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>What is open now, and the end of it.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions", List).WithMetadata(new ApiRuleAttribute(ConsoleAction.WatchSession))
            .WithTags("sessions").Produces<IReadOnlyList<SessionAnswer>>().WithSummary("The sessions that live at this moment, oldest first.");
        api.MapPost("/sessions/{id}/end", EndAsync).WithMetadata(new ApiRuleAttribute(ConsoleAction.EndSession))
            .WithTags("sessions").Accepts<ReasonBody>("application/json").WithSummary("Ends a session: every stream of it is cut before this answers.");
    }

    private static IResult List([FromServices] LiveSessions sessions) => Results.Ok(sessions.All.Select(SessionAnswer.Of));

    private static async Task<IResult> EndAsync(string id, HttpContext context, [FromServices] LiveSessions live, CancellationToken cancellationToken)
    {
        if (await ApiBody.ReadAsync(context, ApiBody.EntryLimit, cancellationToken) is not { } bytes)
        {
            return ApiProblem.TooLarge(ApiBody.EntryLimit);
        }

        var faults = new List<CatalogFault>();
        var reason = ApiBody.Parse<ReasonBody>(bytes, faults)?.Reason;
        if (faults.Count == 0 && (string.IsNullOrWhiteSpace(reason) || reason.Length > Limits.Reason))
        {
            faults.Add(new CatalogFault("reason", $"say why in 1 to {Limits.Reason} characters: the person reads it, and so does whoever asks later"));
        }

        if (faults.Count > 0)
        {
            return ApiProblem.Faults(faults);
        }

        return live.End(id, EndReason.EndedByAdmin, SessionEndings.ByAdmin(reason!), ApiCaller.Of(context).Actor.Login)
            ? Results.NoContent()
            : ApiProblem.NoSuchThing("No session of that id lives here; it may have ended before.");
    }
}
