using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Pages.Catalog;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Service accounts beyond their entries: their tokens, and whether they are suspended.</summary>
internal static class ServiceEndpoints
{
    private static readonly Refusal NotFresh = new(
        RefusalCode.MfaNeeded, "Whoever makes a token has shown a second factor in the last 15 minutes. Confirm at the portal that it is you, then ask again.");

    public static void Map(IEndpointRouteBuilder api)
    {
        var rule = new ApiRuleAttribute(ConsoleAction.ManagePeople);
        api.MapGet("/services/{name}/tokens", ListAsync).WithMetadata(rule)
            .WithTags("services").Produces<ServiceTokenAnswer[]>().WithSummary("The service account's tokens, without their values.");
        api.MapPost("/services/{name}/tokens", IssueAsync).WithMetadata(rule)
            .WithTags("services").Accepts<ServiceTokenBody>("application/json").Produces<ServiceTokenAnswer>().WithSummary("Makes a token, which is shown in this one answer.");
        api.MapDelete("/services/{name}/tokens/{id}", RevokeAsync).WithMetadata(rule)
            .WithTags("services").WithSummary("Revokes a token; what is open by it ends at once.");
        api.MapPost("/services/{name}/suspend", (string name, HttpContext context, CatalogRoom catalog) => SetAsync(name, true, context, catalog, context.RequestAborted))
            .WithMetadata(rule).WithTags("services").Accepts<ReasonBody>("application/json").Produces<EditAnswer>()
            .WithSummary("Suspends a service account at once; everything it has open ends.");
        api.MapPost("/services/{name}/restore", (string name, HttpContext context, CatalogRoom catalog) => SetAsync(name, false, context, catalog, context.RequestAborted))
            .WithMetadata(rule).WithTags("services").Accepts<ReasonBody>("application/json").Produces<EditAnswer>()
            .WithSummary("Lifts a suspension.");
    }

    private static async Task<IResult> ListAsync(
        string name, [FromServices] CatalogRoom catalog, [FromServices] ServiceTokenDesk desk, CancellationToken cancellationToken) =>
        catalog.Current.Services.ContainsKey(name)
            ? Results.Ok((await desk.OfAsync(name, cancellationToken)).Select(row => ServiceTokenAnswer.Of(row)))
            : ApiProblem.NoSuchThing($"There is no services/{name} in the catalogue.");

    private static async Task<IResult> IssueAsync(
        string name, HttpContext context, [FromServices] ServiceTokenDesk desk, [FromServices] TimeProvider clock, CancellationToken cancellationToken)
    {
        var (body, problem) = await ReadAsync<ServiceTokenBody>(context, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        // The operator has no factor; whoever reaches the socket owns the machine.
        var now = clock.GetUtcNow();
        if (context.Features.Get<ConsoleEntry>() is { } entry && now - entry.Verified.Mfa.At >= ServiceTokensPage.Fresh)
        {
            return ApiProblem.Of(NotFresh);
        }

        if (!TokenScope.TryMake(body.Actions ?? [], body.Project, body.Repository, body.Window, out var scope))
        {
            return ApiProblem.Of(TokenRefusals.BadScope);
        }

        context.Response.Headers.CacheControl = "no-store";
        var wanted = new NewAccessToken(body.Name, scope, now + TimeSpan.FromDays(Math.Clamp(body.Days, 0, 3650)));
        return (await desk.IssueAsync(name, wanted, ApiCaller.Of(context).Actor, cancellationToken)).Passed(out var issued, out var refusal)
            ? Results.Ok(ServiceTokenAnswer.Of(issued.Row, issued.Value))
            : ApiProblem.Of(refusal);
    }

    private static async Task<IResult> RevokeAsync(
        string name, string id, HttpContext context, [FromServices] ServiceTokenDesk desk, CancellationToken cancellationToken) =>
        (await desk.RevokeAsync(name, id, ApiCaller.Of(context).Actor, cancellationToken)).Passed(out _, out var refusal)
            ? Results.NoContent()
            : ApiProblem.Of(refusal);

    private static async Task<IResult> SetAsync(string name, bool suspended, HttpContext context, CatalogRoom catalog, CancellationToken cancellationToken)
    {
        var (body, problem) = await ReadAsync<ReasonBody>(context, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        return catalog.Current.Services.ContainsKey(name)
            ? ApiProblem.Of(
                await catalog.EditAsync([new CatalogEdit.SetServiceSuspended(name, suspended, body.Reason)], ApiCaller.Of(context).Actor, null, cancellationToken), context)
            : ApiProblem.NoSuchThing($"There is no services/{name} in the catalogue.");
    }

    private static async Task<(T? Body, IResult? Problem)> ReadAsync<T>(HttpContext context, CancellationToken cancellationToken)
        where T : class
    {
        if (await ApiBody.ReadAsync(context, ApiBody.EntryLimit, cancellationToken) is not { } bytes)
        {
            return (null, ApiProblem.TooLarge(ApiBody.EntryLimit));
        }

        var faults = new List<CatalogFault>();
        return ApiBody.Parse<T>(bytes, faults) is { } body ? (body, null) : (null, ApiProblem.Faults(faults));
    }
}
