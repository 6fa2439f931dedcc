using System.Collections.Frozen;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Policy.Explaining;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Decisions;

/// <summary>
/// Answers requests by one bundle. Pure: the same bundle, world and request always give the same answer, on any thread.
/// </summary>
/// <remarks>
/// Stricter than Cedar alone: a suspended person is denied, what the world does not know is denied, a forbid that cannot be evaluated
/// forbids, and nothing is permitted without a second factor as fresh as the strictest permit wants it.
/// </remarks>
public sealed class PolicyEngine
{
    [ThreadStatic]
    private static Response? t_response;

    private readonly FrozenDictionary<CedarPolicy, BundlePolicy> _policies;

    /// <summary>An engine for a bundle.</summary>
    public PolicyEngine(PolicyBundle bundle)
    {
        Bundle = bundle;
        _policies = bundle.Policies.ToFrozenDictionary(policy => policy.Policy);
    }

    /// <summary>The policies it answers by.</summary>
    public PolicyBundle Bundle { get; }

    /// <summary>Answers a request. Never throws for what a request says.</summary>
    public Verdict Judge(PolicyWorld world, DecisionRequest request)
    {
        // Whatever the caller knows of a factor, a machine has none.
        if (ServiceRule.IsService(request.Principal) && request.Context.Mfa is not null)
        {
            request = request with { Context = request.Context with { Mfa = null } };
        }

        var entities = world.EntitiesFor(request.Resource);
        if (Refuse(entities, request, out var resource) is { } refusal)
        {
            return Deny(refusal, [], world, request);
        }

        var response = t_response ??= new Response();
        Decide(Bundle, entities, request, WindowsOf(world, request.Context), response);
        var verdict = Answer(response, entities, world, request, resource);

        // What a thread keeps must not keep policies that are no longer in force.
        response.Clear();
        return verdict;
    }

    private Verdict Answer(Response response, EntityStore entities, PolicyWorld world, DecisionRequest request, Entity resource)
    {
        if (response.HasForbidErred)
        {
            return Deny(DenialCause.ForbidFailed, Failed(response.ErrorSpan), world, request);
        }

        var ids = Ids(response.ReasonSpan);
        if (!response.IsAllowed)
        {
            return Deny(ids.Length > 0 ? DenialCause.Forbidden : DenialCause.NoPermit, ids, world, request);
        }

        if (ServiceRule.IsService(request.Principal))
        {
            return AnswerService(response.ReasonSpan, world, request, resource);
        }

        var obligations = Oblige(response.ReasonSpan, world.DefaultsOf(resource));
        var context = request.Context;
        if (context.Mfa is not { } mfa || mfa.Age < TimeSpan.Zero || mfa.Age > obligations.MfaMaxAge)
        {
            return Verdict.Of(new MfaNeed(obligations.MfaMaxAge, ids));
        }

        foreach (var rule in obligations.Approvals)
        {
            if (!IsApproved(rule, entities, request))
            {
                return Verdict.Of(new ApprovalNeed(rule, ids));
            }
        }

        return Verdict.Of(new Permit(request, obligations, ids, Bundle.Version));
    }

    // Its secret and its network are its proof, so the gateway's own demand for a second factor does not hold; a policy's does, and refuses.
    private Verdict AnswerService(ReadOnlySpan<CedarPolicy> permits, PolicyWorld world, DecisionRequest request, Entity resource)
    {
        var counting = ServiceRule.Counting(permits);
        if (counting.Length == 0 || WantsFactor(counting))
        {
            return Deny(DenialCause.NoPermit, Ids(counting), world, request);
        }

        var obligations = Oblige(counting, world.DefaultsOf(resource));
        return obligations.Approvals is [var rule, ..]
            ? Verdict.Of(new ApprovalNeed(rule, Ids(counting)))
            : Verdict.Of(new Permit(request, obligations, Ids(counting), Bundle.Version));
    }

    /// <summary>Cedar's own answer, before obligations.</summary>
    internal static void Decide(PolicyBundle bundle, EntityStore entities, DecisionRequest request, OpenWindows windows, Response response) =>
        bundle.Authorizer.Decide(
            entities,
            new Request(request.Principal, request.Action, request.Resource, ContextRecord.Of(request.Context, windows)),
            response);

    // Windows that the caller kept for too long would leave a closed one open, so they are looked at again.
    internal static OpenWindows WindowsOf(PolicyWorld world, DecisionContext context) =>
        context.Windows is { } given && given.HoldsAt(context.Now) ? given : world.OpenAt(context.Now);

    private static DenialCause? Refuse(EntityStore entities, DecisionRequest request, out Entity resource)
    {
        if (request.Principal.Type is not (EntityTypes.User or EntityTypes.ServiceAccount) || !entities.TryGet(request.Principal, out var principal)
            || !entities.TryGet(request.Resource, out resource!)
            || request.Action.Type != EntityTypes.Action || Actions.Find(request.Action.Id) is not { } action
            || !action.ResourceTypes.Contains(request.Resource.Type, StringComparer.Ordinal))
        {
            resource = null!;
            return DenialCause.Unknown;
        }

        if (!ServiceRule.IsService(request.Principal))
        {
            return IsActive(principal) ? null : DenialCause.Suspended;
        }

        return !action.IsForServices ? DenialCause.NotForServices
            : IsActive(principal) && ServiceRule.OwnerOf(principal) is { } owner && entities.TryGet(owner, out var person) && IsActive(person) ? null
            : DenialCause.Suspended;
    }

    /// <summary>The forbids among the policies that erred; each of them forbids.</summary>
    internal string[] Failed(ReadOnlySpan<Finding> errors)
    {
        var failed = new List<string>();
        foreach (var error in errors)
        {
            if (error.Policy is { Effect: Effect.Forbid } policy)
            {
                failed.Add(_policies[policy].Id);
            }
        }

        return [.. failed];
    }

    internal string[] Ids(ReadOnlySpan<CedarPolicy> policies)
    {
        if (policies.IsEmpty)
        {
            return [];
        }

        var ids = new string[policies.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = _policies[policies[i]].Id;
        }

        return ids;
    }

    /// <summary>What permits oblige to together.</summary>
    internal ObligationSet Oblige(ReadOnlySpan<CedarPolicy> permits, ObligationSet defaults)
    {
        var strictest = new StrictestObligations(defaults);
        foreach (var permit in permits)
        {
            strictest.Add(_policies[permit].Stated);
        }

        return strictest.Result();
    }

    /// <summary>Whether one of the permits itself asks for a second factor, rather than the gateway's own rule.</summary>
    internal bool WantsFactor(ReadOnlySpan<CedarPolicy> permits)
    {
        foreach (var permit in permits)
        {
            if (_policies[permit].Stated.MfaMaxAge is not null)
            {
                return true;
            }
        }

        return false;
    }

    internal static bool IsApproved(ApprovalRule rule, EntityStore entities, DecisionRequest request)
    {
        if (request.Context.Approval is not { } approval || request.Context.Now >= approval.Until)
        {
            return false;
        }

        var role = Uids.Role(rule.Role);
        var consenting = approval.By
            .Distinct(StringComparer.Ordinal)
            .Select(Uids.User)
            .Count(person => !person.Equals(request.Principal) && entities.IsIn(person, role)
                && entities.TryGet(person, out var entity) && IsActive(entity));
        return consenting >= rule.Needed;
    }

    internal static bool IsActive(Entity person) =>
        person.AttributeRecord.TryGet("suspended", out var suspended) && suspended.AsBool == false;

    /// <summary>What the denial says when it is asked.</summary>
    internal Explanation Explain(Denial denial, PolicyWorld world, DecisionRequest request) =>
        new Explaining.Explainer(Bundle, world, request, policy => _policies[policy]).Explain(denial.Cause, denial.PolicyIds);

    private Verdict Deny(DenialCause cause, string[] ids, PolicyWorld world, DecisionRequest request) =>
        Verdict.Of(new Denial(cause, ids, this, world, request));
}
