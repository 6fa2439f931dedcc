using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Console.Access;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Drafts of the policy and their steps.</summary>
internal static class PolicyDraftEndpoints
{
    private const int MaxPage = 100;

    public static void Map(IEndpointRouteBuilder drafts, ApiRuleAttribute edit, ApiRuleAttribute read, ApiRuleAttribute approve)
    {
        drafts.MapGet("", async (PolicyDrafts all, CancellationToken cancellationToken, bool open = true, int skip = 0, int take = 20) =>
                Results.Ok(await all.ListAsync(open, Math.Max(0, skip), Math.Clamp(take, 1, MaxPage), cancellationToken)))
            .WithMetadata(read).Produces<IReadOnlyList<DraftHead>>().WithSummary("Drafts without their texts, newest first; open=false lists those that ended too.");
        drafts.MapPost("", (HttpContext context, PolicyDrafts all, CatalogRoom catalog) => StepAsync<PolicyDraftBody>(
                0, context, (body, actor, token) => all.CreateAsync(Words(body, catalog), actor, token)))
            .WithMetadata(edit).Accepts<PolicyDraftBody>("application/json").Produces<PolicyDraft>().WithSummary("Begins a draft. It need not be green to be kept.");
        drafts.MapGet("/{number:long}", async (long number, PolicyDrafts all, CancellationToken cancellationToken) =>
                await all.FindAsync(number, cancellationToken) is { } draft ? Results.Ok(draft) : ApiProblem.NoSuchThing(Missing(number)))
            .WithMetadata(read).Produces<PolicyDraft>().WithSummary("One draft: texts, state, and what it changes as worked out at its submission.");
        drafts.MapPut("/{number:long}", (long number, HttpContext context, PolicyDrafts all, CatalogRoom catalog) => StepAsync<PolicyDraftBody>(
                number, context, (body, actor, token) => all.EditAsync(number, body.Revision ?? 0, Words(body, catalog), actor, token)))
            .WithMetadata(edit).Accepts<PolicyDraftBody>("application/json").Produces<PolicyDraft>()
            .WithSummary("Rewrites a draft; a submission, an approval and a schedule are void by it.");
        drafts.MapPost("/{number:long}/submit", (long number, HttpContext context, PolicyDrafts all) => StepAsync<PolicyDraftSteps.Submit>(
                number, context, (body, actor, token) => all.SubmitAsync(number, body.Revision, actor, token)))
            .WithMetadata(edit).Accepts<PolicyDraftSteps.Submit>("application/json").Produces<PolicyDraft>()
            .WithSummary("Checks a draft, works out what it changes, and hands it to a second person.");
        drafts.MapPost("/{number:long}/approve", (long number, HttpContext context, PolicyDrafts all) => StepAsync<PolicyDraftSteps.Approve>(
                number, context, (body, actor, token) => all.ApproveAsync(number, body.Sha256, body.Reason ?? "", actor, token)))
            .WithMetadata(approve).Accepts<PolicyDraftSteps.Approve>("application/json").Produces<PolicyDraft>()
            .WithSummary("Consents to exactly the draft that was read. Nobody consents to what they wrote or submitted.");
        drafts.MapPost("/{number:long}/reject", (long number, HttpContext context, PolicyDrafts all) => StepAsync<ReasonBody>(
                number, context, (body, actor, token) => all.RejectAsync(number, body.Reason, actor, token)))
            .WithMetadata(approve).Accepts<ReasonBody>("application/json").Produces<PolicyDraft>().WithSummary("Refuses a draft, with a reason.");
        drafts.MapPost("/{number:long}/withdraw", (long number, HttpContext context, PolicyDrafts all) => StepAsync<ReasonBody>(
                number, context, (body, actor, token) => all.WithdrawAsync(number, body.Reason, actor, token)))
            .WithMetadata(edit).Accepts<ReasonBody>("application/json").Produces<PolicyDraft>().WithSummary("Gives a draft up, and its schedule with it.");
        drafts.MapPost("/{number:long}/activate", (long number, HttpContext context, PolicyDrafts all) => StepAsync<PolicyDraftSteps.Activate>(
                number, context, (body, actor, token) => all.ActivateAsync(number, body.At, actor, token)))
            .WithMetadata(new ApiRuleAttribute(ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy))
            .Accepts<PolicyDraftSteps.Activate>("application/json").Produces<PolicyDraft>()
            .WithSummary("Puts an approved draft into force: now, or at an instant, at which it is checked once more.");
    }

    /// <summary>The draft as the step left it, or the problem.</summary>
    public static IResult Answer(DraftOutcome outcome, string missing) => outcome.Match(
        done => Results.Ok(done.Draft),
        refused => ApiProblem.Faults(refused.Faults),
        _ => ApiProblem.NoSuchThing(missing),
        stale => Results.Problem(
            title: "Stale",
            detail: $"Somebody took another step with draft {stale.Current.Number}: it is at revision {stale.Current.Revision} now. Read it again first.",
            statusCode: StatusCodes.Status412PreconditionFailed));

    private static async Task<IResult> StepAsync<T>(long number, HttpContext context, Func<T, Actor, CancellationToken, Task<DraftOutcome>> step)
        where T : class
    {
        var (body, problem) = await PolicyEndpoints.BodyAsync<T>(context, context.RequestAborted);
        return body is null ? problem : Answer(await step(body, ApiCaller.Of(context).Actor, context.RequestAborted), Missing(number));
    }

    private static DraftText Words(PolicyDraftBody body, CatalogRoom catalog) =>
        new(body.Text, body.Tests, body.Note, body.Base ?? catalog.Current.Policy?.Number ?? 0);

    private static string Missing(long number) => $"There is no draft {number} of the policy.";
}
