using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Ssh;
using RemoteDev.Gateway.Identify.Authorities;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>What the machine of an environment must know of the gateway, and whether the gateway gets in.</summary>
internal static class SshEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/ssh/authorities", Authorities).WithMetadata(new ApiRuleAttribute(ConsoleAction.ManageCatalog))
            .WithTags("ssh").Produces<SshAuthoritiesAnswer>().WithSummary("The public keys by which machines know the gateway's logins, and people the gateway.");
        api.MapPost("/environments/{name}/ssh-check", CheckAsync).WithMetadata(new ApiRuleAttribute(ConsoleAction.ManageCatalog))
            .WithTags("environments").Produces<SshCheckAnswer>()
            .WithSummary("Connects to the environment by SSH, logs in, runs true and leaves. What is wrong is in the answer, with status 200.");
    }

    private static IResult Authorities([FromServices] SshAuthorities authorities, [FromServices] SshIntroduction introduction) =>
        authorities.IsLoaded
            ? Results.Ok(new SshAuthoritiesAnswer(
                TargetLines.Authority(authorities.TargetAuthority),
                authorities.HostAuthority.ToLine(),
                introduction.HostKey,
                introduction.IsOpen ? introduction.KnownHosts() : null))
            : Results.Problem(
                title: "Unavailable",
                detail: "The gateway's SSH keys could not be opened with its master.key; its log says more.",
                statusCode: StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> CheckAsync(string name, HttpContext context, [FromServices] TargetChecks checks, CancellationToken cancellationToken)
    {
        if (!(await checks.RunAsync(name, ApiCaller.Of(context).Actor, cancellationToken)).Passed(out var result, out var refusal))
        {
            return ApiProblem.Of(refusal);
        }

        return Results.Ok(new SshCheckAnswer(
            TargetWords.Outcome(result.Fault?.Kind),
            result.Fault is { } fault ? $"{TargetWords.Title(fault.Kind)}. {fault.Detail}" : null,
            result.Fault is { } wrong ? TargetWords.Advice(wrong.Kind) : null,
            result.ServerVersion,
            result.HostKey));
    }
}
