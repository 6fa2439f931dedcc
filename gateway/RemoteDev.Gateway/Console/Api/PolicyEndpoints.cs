using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>The policy in force and its history.</summary>
internal static class PolicyEndpoints
{
    private const int MaxPage = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var edit = new ApiRuleAttribute(ConsoleAction.EditPolicy);
        var read = new ApiRuleAttribute(ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy);
        var approve = new ApiRuleAttribute(ConsoleAction.ApprovePolicy);
        var policy = api.MapGroup("/policy").WithTags("policy");
        policy.MapGet("", (CatalogRoom catalog) => catalog.Current.Policy is { } inForce ? Results.Ok(inForce) : ApiProblem.NoSuchThing("No policy is in force."))
            .WithMetadata(read).Produces<PolicyEntry>().WithSummary("The policy in force, with its tests.");
        policy.MapPut("", (HttpContext context, CatalogRoom catalog) => SaveAsync(context, catalog, context.RequestAborted))
            .WithMetadata(edit).Accepts<PolicyBody>("application/json").Produces<EditAnswer>()
            .WithSummary("Saves a version and activates it, when it loads and every test passes. For the machine's operator only.")
            .WithDescription("A person is refused: what one person writes another approves. Begin a draft instead, POST /api/v1/policy/drafts.");
        policy.MapGet("/versions", VersionsAsync)
            .WithMetadata(read).Produces<IReadOnlyList<PolicyVersionAnswer>>().WithSummary("Saved versions without their texts, newest first.");
        policy.MapGet("/versions/{number:long}", async (long number, CatalogStore store, CancellationToken cancellationToken) =>
                await store.PolicyAsync(number, cancellationToken) is { } version ? Results.Ok(version) : NoVersion(number))
            .WithMetadata(read).Produces<PolicyEntry>().WithSummary("One version, with its texts; its draft, when it has one, keeps what it changed.");
        policy.MapPost("/versions/{number:long}/rollback", (long number, HttpContext context, PolicyDrafts drafts) => RollBackAsync(number, context, drafts, context.RequestAborted))
            .WithMetadata(edit).Accepts<PolicyDraftSteps.RollBack>("application/json").Produces<PolicyDraft>()
            .WithSummary("Begins a draft that says what an older version said; it is submitted and approved as any other.");
        policy.MapPost("/rollback", (HttpContext context, PolicyRestore restore) => RestoreAsync(context, restore, context.RequestAborted))
            .WithMetadata(approve).Accepts<PolicyDraftSteps.Restore>("application/json").Produces<EditAnswer>()
            .WithSummary("In an emergency, back to the version before, by one person at once; refused when anybody would gain anything by it.");
        PolicyDraftEndpoints.Map(policy.MapGroup("/drafts"), edit, read, approve);
        PolicyToolEndpoints.Map(policy, read);
    }

    /// <summary>A body with whole texts in it; null with the problem to answer.</summary>
    public static async Task<(T? Body, IResult Problem)> BodyAsync<T>(HttpContext context, CancellationToken cancellationToken)
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

    public static IResult NoVersion(long number) => ApiProblem.NoSuchThing($"There is no version {number} of the policy.");

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

    private static async Task<IResult> VersionsAsync(CatalogRoom catalog, CatalogStore store, CancellationToken cancellationToken, int skip = 0, int take = 20)
    {
        var inForce = catalog.Current.Policy?.Number;
        var versions = await store.PoliciesAsync(Math.Max(0, skip), Math.Clamp(take, 1, MaxPage), cancellationToken);
        return Results.Ok(versions.Select(version => PolicyVersionAnswer.Of(version, inForce)));
    }

    private static async Task<IResult> RollBackAsync(long number, HttpContext context, PolicyDrafts drafts, CancellationToken cancellationToken)
    {
        var (body, problem) = await BodyAsync<PolicyDraftSteps.RollBack>(context, cancellationToken);
        return body is null
            ? problem
            : PolicyDraftEndpoints.Answer(await drafts.RollBackAsync(number, body.Note, ApiCaller.Of(context).Actor, cancellationToken), $"There is no version {number} of the policy.");
    }

    private static async Task<IResult> RestoreAsync(HttpContext context, PolicyRestore restore, CancellationToken cancellationToken)
    {
        var (body, problem) = await BodyAsync<PolicyDraftSteps.Restore>(context, cancellationToken);
        return body is null
            ? problem
            : ApiProblem.Of(await restore.RestoreAsync(body.To, body.Reason, ApiCaller.Of(context).Actor, cancellationToken), context);
    }
}
