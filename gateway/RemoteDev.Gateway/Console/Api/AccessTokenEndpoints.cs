using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Identify.Tokens;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Access tokens for whoever manages people: what there is, and an end to it. People make their own on a page.</summary>
internal static class AccessTokenEndpoints
{
    private const int Most = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var rule = new ApiRuleAttribute(ConsoleAction.ManagePeople);
        api.MapGet("/tokens", ListAsync).WithMetadata(rule).WithTags("tokens").Produces<AccessTokenAnswer[]>()
            .WithSummary("Access tokens, the newest first and at most 1,000, of everybody or of one holder; never their values.");
        api.MapDelete("/tokens/{id}", RevokeAsync).WithMetadata(rule).WithTags("tokens")
            .WithSummary("Revokes an access token; it opens nothing from that moment, and what it had open is cut.");
    }

    private static async Task<IResult> ListAsync([FromQuery] string? holder, [FromServices] AccessTokenStore store, CancellationToken cancellationToken) =>
        Results.Ok((await store.OfAsync(string.IsNullOrEmpty(holder) ? null : holder, Most, cancellationToken)).Select(AccessTokenAnswer.Of));

    private static async Task<IResult> RevokeAsync(string id, HttpContext context, [FromServices] AccessTokenDesk desk, CancellationToken cancellationToken) =>
        (await desk.RevokeAsync(holder: null, id, ApiCaller.Of(context).Actor, "Revoked by an administrator.", cancellationToken)).Passed(out _, out var refusal)
            ? Results.NoContent()
            : ApiProblem.Of(refusal);
}
