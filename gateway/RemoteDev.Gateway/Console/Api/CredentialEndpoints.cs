using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>What is shown once: enrolment links and environments' credentials. The desks of Identify decide for whom.</summary>
internal static class CredentialEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/people/{login}/invitations", InviteAsync).WithMetadata(new ApiRuleAttribute(ConsoleAction.ManagePeople))
            .WithTags("people").Produces<InvitationAnswer>().WithSummary("Issues a one-time link by which the person sets a password and a second factor.");
        api.MapPost("/environments/{name}/credential", RotateAsync).WithMetadata(new ApiRuleAttribute(ConsoleAction.ManageCatalog))
            .WithTags("environments").Produces<CredentialAnswer>().WithSummary("Issues the environment's own credential; the one before stops working.");
        api.MapGet("/environments/{name}/credential", DescribeAsync).WithMetadata(new ApiRuleAttribute(ConsoleAction.ManageCatalog))
            .WithTags("environments").Produces<CredentialStateAnswer>().WithSummary("When the environment's credential was issued, renewed and used, when it ends, and whether a copy was used.");
    }

    private static async Task<IResult> DescribeAsync(string name, [FromServices] WorkloadCredentialStore store, CancellationToken cancellationToken) =>
        await store.DescribeAsync(name, cancellationToken) is { } row
            ? Results.Ok(CredentialStateAnswer.Of(row))
            : ApiProblem.Of(new Refusal(RefusalCode.Unknown, "No credential was issued for an environment of that name."));

    private static async Task<IResult> InviteAsync(
        string login, HttpContext context, [FromServices] InvitationDesk desk, [FromServices] GatewayOrigins origins, CancellationToken cancellationToken)
    {
        var issued = await desk.IssueAsync(login, ApiCaller.Of(context).Actor, origins.Portal, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return issued.Passed(out var invitation, out var refusal)
            ? Results.Ok(new InvitationAnswer(invitation.Link, invitation.ExpiresAt))
            : ApiProblem.Of(refusal);
    }

    private static async Task<IResult> RotateAsync(
        string name, HttpContext context, [FromServices] WorkloadCredentialDesk desk, CancellationToken cancellationToken)
    {
        var issued = await desk.IssueAsync(name, ApiCaller.Of(context).Actor, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return issued.Passed(out var credential, out var refusal)
            ? Results.Ok(new CredentialAnswer(credential.UserName, credential.Secret.Reveal(), credential.IssuedAt, credential.ExpiresAt))
            : ApiProblem.Of(refusal);
    }
}
