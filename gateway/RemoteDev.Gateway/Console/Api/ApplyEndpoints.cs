using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Applying;
using RemoteDev.Gateway.Catalog.Documents;
using RemoteDev.Gateway.Console.Access;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>The catalogue as files: apply and export.</summary>
internal static class ApplyEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/apply", (HttpContext context, CatalogApply apply, bool dryRun = false, bool prune = false) =>
                ApplyAsync(context, apply, dryRun, prune, context.RequestAborted))
            .WithMetadata(new ApiRuleAttribute(ConsoleAction.ManageCatalog)).WithTags("files")
            .Accepts<IReadOnlyList<CatalogDocument>>("application/json").Produces<EditAnswer>()
            .WithSummary("Makes the catalogue what the files say; the same files again change nothing.")
            .WithDescription("The body is a list of {file, text}: *.yaml with entries, and one *.cedar together with one *.tests.yaml. "
                + "dryRun only says what would change; prune also removes what no file has.");
        api.MapGet("/export", (HttpContext context, CatalogRoom catalog) =>
            {
                var snapshot = catalog.Current;
                context.Response.Headers.ETag = $"\"{snapshot.Version}\"";
                return Results.Ok(CatalogExport.Of(snapshot));
            })
            .WithMetadata(new ApiRuleAttribute(ConsoleAction.ManageCatalog)).WithTags("files").Produces<IReadOnlyList<CatalogDocument>>()
            .WithSummary("The whole catalogue as the files that would make it.");
    }

    private static async Task<IResult> ApplyAsync(HttpContext context, CatalogApply apply, bool dryRun, bool prune, CancellationToken cancellationToken)
    {
        if (await ApiBody.ReadAsync(context, ApiBody.ApplyLimit, cancellationToken) is not { } bytes)
        {
            return ApiProblem.TooLarge(ApiBody.ApplyLimit);
        }

        var faults = new List<CatalogFault>();
        if (ApiBody.Parse<IReadOnlyList<CatalogDocument>>(bytes, faults) is not { } documents)
        {
            return ApiProblem.Faults(faults);
        }

        // Files can hold people and a policy too: whoever applies them needs the permission of each page that would do it.
        var caller = ApiCaller.Of(context);
        string[] needed = [ConsoleAction.ManagePeople, .. documents.Any(DocumentReader.IsPolicyFile) ? [ConsoleAction.EditPolicy] : Array.Empty<string>()];
        foreach (var action in needed)
        {
            if (await caller.WhyNotAsync(context, action, cancellationToken) is { } refusal)
            {
                return ApiProblem.Of(refusal);
            }
        }

        return ApiProblem.Of(await apply.ApplyAsync(new ApplyRequest(documents, dryRun, prune), caller.Actor, cancellationToken), context, dryRun);
    }
}
