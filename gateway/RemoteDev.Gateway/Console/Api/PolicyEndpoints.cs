using NodaTime;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Gateway.Console.Access;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>The policy: read, try, save, and its history.</summary>
internal static class PolicyEndpoints
{
    private const int MaxPage = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var rule = new ApiRuleAttribute(ConsoleAction.EditPolicy);
        api.MapGet("/policy", (CatalogRoom catalog) => catalog.Current.Policy is { } policy ? Results.Ok(policy) : ApiProblem.NoSuchThing("No policy was ever saved."))
            .WithMetadata(rule).WithTags("policy").Produces<PolicyEntry>().WithSummary("The policy saved last, with its tests.");
        api.MapGet("/policy/versions", async (CatalogStore store, CancellationToken cancellationToken, int skip = 0, int take = 20) =>
                Results.Ok(await store.PoliciesAsync(Math.Max(0, skip), Math.Clamp(take, 1, MaxPage), cancellationToken)))
            .WithMetadata(rule).WithTags("policy").Produces<IReadOnlyList<PolicyEntry>>().WithSummary("Saved versions, newest first.");
        api.MapPut("/policy", (HttpContext context, CatalogRoom catalog) => SaveAsync(context, catalog, context.RequestAborted))
            .WithMetadata(rule).WithTags("policy").Accepts<PolicyBody>("application/json").Produces<EditAnswer>()
            .WithSummary("Saves a version and activates it, when it loads and every test passes.");
        api.MapPost("/policy/test", (HttpContext context, CatalogRoom catalog, TimeProvider clock) => TestAsync(context, catalog, clock, context.RequestAborted))
            .WithMetadata(rule).WithTags("policy").Accepts<PolicyBody>("application/json").Produces<TrialAnswer>()
            .WithSummary("Loads a policy against the catalogue and runs its tests, without saving.");
        api.MapPost("/policy/check", (HttpContext context, CatalogRoom catalog) => CheckAsync(context, catalog, context.RequestAborted))
            .WithMetadata(rule).WithTags("policy").Accepts<PolicyTextBody>("application/json").Produces<TrialAnswer>()
            .WithSummary("Loads a policy against the catalogue, without tests and without saving.");
    }

    private static async Task<IResult> SaveAsync(HttpContext context, CatalogRoom catalog, CancellationToken cancellationToken)
    {
        if (!CatalogEndpoints.TryBaseVersion(context, out var baseVersion))
        {
            return CatalogEndpoints.BadVersion();
        }

        var (body, problem) = await BodyAsync<PolicyBody>(context, cancellationToken);
        return body is null
            ? problem
            : ApiProblem.Of(
                await catalog.EditAsync([new CatalogEdit.SavePolicy(body.Text, body.Tests)], ApiCaller.Of(context).Actor, baseVersion, cancellationToken), context);
    }

    private static async Task<IResult> TestAsync(HttpContext context, CatalogRoom catalog, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (body, problem) = await BodyAsync<PolicyBody>(context, cancellationToken);
        return body is null
            ? problem
            : Results.Ok(TrialAnswer.Of(PolicyTrial.Run(catalog.Current, body.Text, body.Tests, Instant.FromDateTimeOffset(clock.GetUtcNow()))));
    }

    private static async Task<IResult> CheckAsync(HttpContext context, CatalogRoom catalog, CancellationToken cancellationToken)
    {
        var (body, problem) = await BodyAsync<PolicyTextBody>(context, cancellationToken);
        return body is null ? problem : Results.Ok(TrialAnswer.Of(PolicyTrial.Load(catalog.Current, body.Text)));
    }

    private static async Task<(T? Body, IResult Problem)> BodyAsync<T>(HttpContext context, CancellationToken cancellationToken)
        where T : class
    {
        // A JSON string may need six bytes for a character.
        const int Limit = 12 * Limits.PolicyText;
        if (await ApiBody.ReadAsync(context, Limit, cancellationToken) is not { } bytes)
        {
            return (null, ApiProblem.TooLarge(Limit));
        }

        var faults = new List<CatalogFault>();
        return (ApiBody.Parse<T>(bytes, faults), ApiProblem.Faults(faults));
    }
}
