using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Identify.Directories;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>The tokens by which providers' directories speak SCIM.</summary>
internal static class DirectoryEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var rule = new ApiRuleAttribute(ConsoleAction.ManagePeople);
        api.MapGet("/providers/{name}/tokens", ListAsync).WithMetadata(rule)
            .WithTags("providers").Produces<DirectoryTokenAnswer[]>().WithSummary("The tokens of the provider's directory, without their values.");
        api.MapPost("/providers/{name}/tokens", AddAsync).WithMetadata(rule)
            .WithTags("providers").Accepts<DirectoryTokenBody>("application/json").Produces<DirectoryTokenAnswer>()
            .WithSummary("Makes a token for the provider's directory. Its value is in this one answer.");
        api.MapDelete("/providers/{name}/tokens/{token}", RevokeAsync).WithMetadata(rule)
            .WithTags("providers").WithSummary("Revokes a token; it opens nothing from that moment.");
    }

    private static async Task<IResult> ListAsync(
        string name, [FromServices] CatalogRoom catalog, [FromServices] DirectoryTokenDesk desk, CancellationToken cancellationToken) =>
        catalog.Current.Providers.ContainsKey(name)
            ? Results.Ok((await desk.OfAsync(name, cancellationToken)).Select(row => DirectoryTokenAnswer.Of(row)))
            : ApiProblem.NoSuchThing($"There is no providers/{name} in the catalogue.");

    private static async Task<IResult> AddAsync(string name, HttpContext context, [FromServices] DirectoryTokenDesk desk, CancellationToken cancellationToken)
    {
        if (await ApiBody.ReadAsync(context, ApiBody.EntryLimit, cancellationToken) is not { } bytes)
        {
            return ApiProblem.TooLarge(ApiBody.EntryLimit);
        }

        var faults = new List<CatalogFault>();
        if (ApiBody.Parse<DirectoryTokenBody>(bytes, faults) is not { } body)
        {
            return ApiProblem.Faults(faults);
        }

        context.Response.Headers.CacheControl = "no-store";
        return (await desk.IssueAsync(name, body.Name, body.Days, ApiCaller.Of(context).Actor, cancellationToken)).Passed(out var issued, out var refusal)
            ? Results.Ok(DirectoryTokenAnswer.Of(issued.Row, issued.Value))
            : ApiProblem.Of(refusal);
    }

    private static async Task<IResult> RevokeAsync(
        string name, string token, HttpContext context, [FromServices] DirectoryTokenDesk desk, CancellationToken cancellationToken) =>
        (await desk.RevokeAsync(name, token, ApiCaller.Of(context).Actor, cancellationToken)).Passed(out _, out var refusal)
            ? Results.NoContent()
            : ApiProblem.Of(refusal);
}
