using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Trace.Reading;
using RemoteDev.Policy.Checking;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>What can be asked of a policy before it is saved: is it right, do its tests pass, what does it change, why does it answer so.</summary>
internal static class PolicyToolEndpoints
{
    public static void Map(IEndpointRouteBuilder policy, ApiRuleAttribute read)
    {
        policy.MapPost("/check", (HttpContext context, CatalogRoom catalog, PolicyWork work, TimeProvider clock) => CheckAsync(context, catalog, work, clock, context.RequestAborted))
            .WithMetadata(read).Accepts<PolicyTextBody>("application/json").Produces<TrialAnswer>()
            .WithSummary("Reads a policy against the catalogue: what is wrong in it, and in findings what is right and yet hardly meant.");
        policy.MapPost("/format", (HttpContext context, CancellationToken cancellationToken) => FormatAsync(context, cancellationToken))
            .WithMetadata(read).Accepts<PolicyTextBody>("application/json").Produces<PolicyTextBody>()
            .WithSummary("Lays a policy out as Cedar's own formatter would, and keeps its comments.");
        policy.MapPost("/replay", (HttpContext context, PolicyReplays replays) => ReplayAsync(context, replays, context.RequestAborted))
            .WithMetadata(new ApiRuleAttribute(ConsoleAction.ReadTrace)).Accepts<PolicyReplayBody>("application/json").Produces<PolicyReplayAnswer>()
            .WithSummary("Asks a policy what was really asked in the last days, 1 to 90, and says which answers would have been others.")
            .WithDescription("It says what people did, so it needs the permission to read the trace, and the reading is traced.");
        policy.MapPost("/test", (HttpContext context, CatalogRoom catalog, PolicyWork work, TimeProvider clock) => TestAsync(context, catalog, work, clock, context.RequestAborted))
            .WithMetadata(read).Accepts<PolicyBody>("application/json").Produces<TrialAnswer>()
            .WithSummary("Loads a policy against the catalogue and runs its tests, without saving.");
        policy.MapPost("/diff", (HttpContext context, PolicyDifferences differences) => DiffAsync(context, differences, context.RequestAborted))
            .WithMetadata(read).Accepts<PolicyDiffBody>("application/json").Produces<DraftComparison>()
            .WithSummary("Who gains or loses which action on what and when, over the catalogue and the coming week.")
            .WithDescription("Compares a text, or version `to`, with version `from`; what is left out is the policy in force. Worked out one at a time, within a minute.");
        policy.MapPost("/explain", (HttpContext context, CatalogRoom catalog, PolicyWork work, TimeProvider clock) => ExplainAsync(context, catalog, work, clock, context.RequestAborted))
            .WithMetadata(read).Accepts<PolicyQuestionBody>("application/json").Produces<PolicyExplanation>()
            .WithSummary("Which policies decide a question, and what would have to change for another answer.");
    }

    private static async Task<IResult> CheckAsync(
        HttpContext context, CatalogRoom catalog, PolicyWork work, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (body, problem) = await PolicyEndpoints.BodyAsync<PolicyTextBody>(context, cancellationToken);
        if (body is null)
        {
            return problem;
        }

        var (snapshot, now) = (catalog.Current, Instant.FromDateTimeOffset(clock.GetUtcNow()));
        var worked = await work.RunAsync(ApiCaller.Of(context).Actor.Login, token => Check(snapshot, body.Text, now, token), cancellationToken);
        return worked.Value is { } answer ? Results.Ok(answer) : ApiProblem.Faults([worked.Fault!]);
    }

    private static TrialAnswer Check(CatalogSnapshot snapshot, string text, Instant now, CancellationToken cancellationToken)
    {
        var trial = PolicyTrial.Load(snapshot, text);
        var answer = TrialAnswer.Of(trial);
        return trial.Loaded is null
            ? answer
            : answer with { Findings = PolicyChecker.Check(PolicyEntry.TextFile, text, snapshot.World, now, cancellationToken).Findings };
    }

    private static async Task<IResult> FormatAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (body, problem) = await PolicyEndpoints.BodyAsync<PolicyTextBody>(context, cancellationToken);
        if (body is null)
        {
            return problem;
        }

        var formatted = PolicySet.Format(body.Text, PolicyEntry.TextFile);
        return formatted.Succeeded
            ? Results.Ok(new PolicyTextBody(formatted.Value))
            : ApiProblem.Faults(formatted.Faults.Select(fault => new CatalogFault(PolicyEntry.TextPath, fault.Message, PolicyEntry.TextFile, fault.Span.Line, fault.Span.Column)));
    }

    private static async Task<IResult> ReplayAsync(HttpContext context, PolicyReplays replays, CancellationToken cancellationToken)
    {
        var (body, problem) = await PolicyEndpoints.BodyAsync<PolicyReplayBody>(context, cancellationToken);
        if (body is null)
        {
            return problem;
        }

        var actor = ApiCaller.Of(context).Actor;
        var (replayed, faults) = await replays.RunAsync(body.Text, body.Days, new TraceReader(actor.Login, actor.Session, actor.Source), cancellationToken);
        return replayed is null ? ApiProblem.Faults(faults) : Results.Ok(PolicyReplayAnswer.Of(replayed));
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
            ApiCaller.Of(context).Actor.Login,
            token => PolicyTrial.Run(catalog.Current, body.Text, body.Tests, Instant.FromDateTimeOffset(clock.GetUtcNow()), token),
            cancellationToken);
        return trial.Value is { } value ? Results.Ok(TrialAnswer.Of(value)) : ApiProblem.Faults([trial.Fault!]);
    }

    private static async Task<IResult> DiffAsync(HttpContext context, PolicyDifferences differences, CancellationToken cancellationToken)
    {
        var (body, problem) = await PolicyEndpoints.BodyAsync<PolicyDiffBody>(context, cancellationToken);
        if (body is null)
        {
            return problem;
        }

        var (comparison, faults) = await differences.BetweenAsync(body.From, body.To, body.Text, ApiCaller.Of(context).Actor.Login, cancellationToken);
        return comparison is null ? ApiProblem.Faults(faults) : Results.Ok(comparison);
    }

    private static async Task<IResult> ExplainAsync(
        HttpContext context, CatalogRoom catalog, PolicyWork work, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (body, problem) = await PolicyEndpoints.BodyAsync<PolicyQuestionBody>(context, cancellationToken);
        if (body is null)
        {
            return problem;
        }

        var worked = await work.RunAsync(
            ApiCaller.Of(context).Actor.Login,
            _ =>
            {
                var faults = new List<CatalogFault>();
                return Tuple.Create(PolicyExplanation.Of(catalog.Current, body, Instant.FromDateTimeOffset(clock.GetUtcNow()), faults), faults);
            },
            cancellationToken);
        return worked.Value is not var (explanation, faults)
            ? ApiProblem.Faults([worked.Fault!])
            : explanation is not null ? Results.Ok(explanation) : ApiProblem.Faults(faults);
    }
}
