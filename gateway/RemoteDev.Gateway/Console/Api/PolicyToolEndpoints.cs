using NodaTime;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Rules;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>What can be asked of a policy before it is saved: is it right, do its tests pass, what does it change, why does it answer so.</summary>
internal static class PolicyToolEndpoints
{
    public static void Map(IEndpointRouteBuilder policy, ApiRuleAttribute read)
    {
        policy.MapPost("/check", (HttpContext context, CatalogRoom catalog) => CheckAsync(context, catalog, context.RequestAborted))
            .WithMetadata(read).Accepts<PolicyTextBody>("application/json").Produces<TrialAnswer>()
            .WithSummary("Loads a policy against the catalogue, without tests and without saving.");
        policy.MapPost("/test", (HttpContext context, CatalogRoom catalog, PolicyWork work, TimeProvider clock) => TestAsync(context, catalog, work, clock, context.RequestAborted))
            .WithMetadata(read).Accepts<PolicyBody>("application/json").Produces<TrialAnswer>()
            .WithSummary("Loads a policy against the catalogue and runs its tests, without saving.");
        policy.MapPost("/diff", (HttpContext context, PolicyDifferences differences) => DiffAsync(context, differences, context.RequestAborted))
            .WithMetadata(read).Accepts<PolicyDiffBody>("application/json").Produces<DraftComparison>()
            .WithSummary("Who gains or loses which action on what and when, over the catalogue and the coming week.")
            .WithDescription("Compares a text, or version `to`, with version `from`; what is left out is the policy in force. Worked out one at a time, within a minute.");
        policy.MapPost("/explain", (HttpContext context, CatalogRoom catalog, TimeProvider clock) => ExplainAsync(context, catalog, clock, context.RequestAborted))
            .WithMetadata(read).Accepts<PolicyQuestionBody>("application/json").Produces<PolicyExplanation>()
            .WithSummary("Which policies decide a question, and what would have to change for another answer.");
    }

    private static async Task<IResult> CheckAsync(HttpContext context, CatalogRoom catalog, CancellationToken cancellationToken)
    {
        var (body, problem) = await PolicyEndpoints.BodyAsync<PolicyTextBody>(context, cancellationToken);
        return body is null ? problem : Results.Ok(TrialAnswer.Of(PolicyTrial.Load(catalog.Current, body.Text)));
    }

    private static async Task<IResult> TestAsync(
        HttpContext context, CatalogRoom catalog, PolicyWork work, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (body, problem) = await PolicyEndpoints.BodyAsync<PolicyBody>(context, cancellationToken);
        if (body is null)
        {
            return problem;
        }

        var trial = await work.RunAsync(
            _ => PolicyTrial.Run(catalog.Current, body.Text, body.Tests, Instant.FromDateTimeOffset(clock.GetUtcNow())), cancellationToken);
        return trial.Value is { } value ? Results.Ok(TrialAnswer.Of(value)) : ApiProblem.Faults([trial.Fault!]);
    }

    private static async Task<IResult> DiffAsync(HttpContext context, PolicyDifferences differences, CancellationToken cancellationToken)
    {
        var (body, problem) = await PolicyEndpoints.BodyAsync<PolicyDiffBody>(context, cancellationToken);
        if (body is null)
        {
            return problem;
        }

        var (comparison, faults) = await differences.BetweenAsync(body.From, body.To, body.Text, cancellationToken);
        return comparison is null ? ApiProblem.Faults(faults) : Results.Ok(comparison);
    }

    private static async Task<IResult> ExplainAsync(HttpContext context, CatalogRoom catalog, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (body, problem) = await PolicyEndpoints.BodyAsync<PolicyQuestionBody>(context, cancellationToken);
        if (body is null)
        {
            return problem;
        }

        var faults = new List<CatalogFault>();
        return PolicyExplanation.Of(catalog.Current, body, Instant.FromDateTimeOffset(clock.GetUtcNow()), faults) is { } explanation
            ? Results.Ok(explanation)
            : ApiProblem.Faults(faults);
    }
}
