using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Identify.Resets;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Resets of accounts: one administrator starts or vouches, a second consents. The desk of Identify says who may.</summary>
internal static class ResetEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var rule = new ApiRuleAttribute(ConsoleAction.ManagePeople);
        api.MapGet("/resets", ListAsync).WithMetadata(rule).WithTags("people").Produces<ResetAnswer[]>()
            .WithSummary("The resets that wait for an administrator.");
        api.MapPost("/people/{login}/reset", StartAsync).WithMetadata(rule).WithTags("people").Accepts<ReasonBody>("application/json").Produces<ResetAnswer>()
            .WithSummary("Starts setting a person's password and second factor anew; a second administrator has to consent.");
        api.MapPost("/resets/{id}/vouch", VouchAsync).WithMetadata(rule).WithTags("people").Accepts<ReasonBody>("application/json").Produces<ResetStepAnswer>()
            .WithSummary("Vouches for a person who asked; a second administrator has to consent.");
        api.MapPost("/resets/{id}/consent", ConsentAsync).WithMetadata(rule).WithTags("people").Produces<ResetConsentAnswer>()
            .WithSummary("Consents as the second administrator. Answers with a one-time link, unless a browser waits for it.");
        api.MapPost("/resets/{id}/refuse", RefuseAsync).WithMetadata(rule).WithTags("people").Accepts<ReasonBody>("application/json").Produces<ResetStepAnswer>()
            .WithSummary("Refuses a reset, or gives it up.");
    }

    private static async Task<IResult> ListAsync([FromServices] ResetStore store, CancellationToken cancellationToken) =>
        Results.Ok((await store.OpenAsync(cancellationToken)).Select(ResetAnswer.Of).ToArray());

    private static Task<IResult> StartAsync(string login, HttpContext context, [FromServices] ResetDesk desk, CancellationToken cancellationToken) =>
        WithReasonAsync(context, async reason =>
            (await desk.StartAsync(login, reason, ApiCaller.Of(context).Actor, cancellationToken)).Passed(out var row, out var refusal)
                ? Results.Ok(ResetAnswer.Of(row))
                : ApiProblem.Of(refusal), cancellationToken);

    private static Task<IResult> VouchAsync(string id, HttpContext context, [FromServices] ResetDesk desk, CancellationToken cancellationToken) =>
        WithReasonAsync(context, async reason => Answer(id, await desk.VouchAsync(id, reason, ApiCaller.Of(context).Actor, cancellationToken)), cancellationToken);

    private static async Task<IResult> ConsentAsync(
        string id, HttpContext context, [FromServices] ResetDesk desk, [FromServices] GatewayOrigins origins, CancellationToken cancellationToken)
    {
        var (link, refusal) = await desk.ConsentAsync(id, ApiCaller.Of(context).Actor, origins.Portal, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return refusal is null
            ? Results.Ok(new ResetConsentAnswer(link is null ? null : new InvitationAnswer(link.Link, link.ExpiresAt)))
            : ApiProblem.Of(refusal);
    }

    private static Task<IResult> RefuseAsync(string id, HttpContext context, [FromServices] ResetDesk desk, CancellationToken cancellationToken) =>
        WithReasonAsync(context, async reason => Answer(id, await desk.RefuseAsync(id, reason, ApiCaller.Of(context).Actor, cancellationToken)), cancellationToken);

    private static IResult Answer(string id, Refusal? refusal) => refusal is null ? Results.Ok(new ResetStepAnswer(id)) : ApiProblem.Of(refusal);

    private static async Task<IResult> WithReasonAsync(HttpContext context, Func<string, Task<IResult>> then, CancellationToken cancellationToken)
    {
        if (await ApiBody.ReadAsync(context, ApiBody.EntryLimit, cancellationToken) is not { } bytes)
        {
            return ApiProblem.TooLarge(ApiBody.EntryLimit);
        }

        var faults = new List<CatalogFault>();
        return ApiBody.Parse<ReasonBody>(bytes, faults) is { } body ? await then(body.Reason) : ApiProblem.Faults(faults);
    }
}
