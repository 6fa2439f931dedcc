using System.Diagnostics;
using RemoteDev.Cedar.Authorization;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Evaluation.Compiled;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar;

/// <summary>
/// Cedar's decision by one set of policies. Prepares the set once, so keep it as long as the set. Immutable: the same entities and request
/// always give the same answer, on any thread; a change of policy is another authorizer, swapped in whole.
/// </summary>
public sealed class Authorizer
{
    [ThreadStatic]
    private static DecisionBuffer? t_buffer;

    private readonly PolicyProgram[] _programs;

    /// <summary>The program of each policy, by number: few bytes a policy, as each that a request meets is one fetch from memory.</summary>
    private readonly int[] _numbers;

    /// <summary>Prepares <paramref name="policies"/> for deciding.</summary>
    public Authorizer(PolicySet policies)
    {
        Policies = policies;
        var compiler = new ProgramCompiler();
        _numbers = new int[policies.Span.Length];
        for (var i = 0; i < _numbers.Length; i++)
        {
            _numbers[i] = compiler.Compile(policies.Span[i]);
        }

        _programs = [.. compiler.Programs];
        Index = new ScopeIndex(policies.Span, Array.ConvertAll(_numbers, number => _programs[number].IsVain));
    }

    /// <summary>The policies it decides by.</summary>
    public PolicySet Policies { get; }

    internal ScopeIndex Index { get; }

    /// <summary>As the instance's <see cref="Decide(EntityStore, Request)"/>, by an authorizer that the set keeps.</summary>
    public static Response Decide(PolicySet policies, EntityStore entities, Request request) => policies.Authorizer.Decide(entities, request);

    /// <summary>Says of every policy how it fared, and of those that did not apply what stood in their way. For people, not for deciding.</summary>
    public static IReadOnlyList<PolicyExplanation> Explain(PolicySet policies, EntityStore entities, Request request)
    {
        var explainer = new Explainer(entities, request);
        var explanations = new List<PolicyExplanation>(policies.Policies.Count);
        foreach (var policy in policies.Span)
        {
            explanations.Add(explainer.Explain(policy));
        }

        return explanations;
    }

    /// <summary>
    /// Decides. Allows when at least one permit is satisfied and no forbid is. Every policy that speaks about the request is evaluated, also
    /// when the decision is already certain, so that reasons and errors are complete.
    /// </summary>
    public Response Decide(EntityStore entities, Request request)
    {
        var buffer = t_buffer ??= new DecisionBuffer();
        Decide(entities, request, buffer);
        var response = buffer.ToResponse();

        // What a thread keeps must not keep policies that are no longer in force.
        buffer.Clear();
        return response;
    }

    /// <summary>As <see cref="Decide(EntityStore, Request)"/>, and allocates nothing unless a policy errs: the answer is in <paramref name="buffer"/>.</summary>
    public void Decide(EntityStore entities, Request request, DecisionBuffer buffer)
    {
        var frame = new RequestFrame(entities, request);
        buffer.Clear();
        Index.Find(in frame, buffer.Walk);
        foreach (var position in buffer.Walk.Positions.SortedOnce())
        {
            ref readonly var program = ref _programs[_numbers[position]];
            var truth = program.Run(in frame);
            if (truth == Truth.True)
            {
                buffer.AddSatisfied(Policies.Span[position], program.Effect);
            }
            else if (truth == Truth.Fault)
            {
                Fault(Policies.Span[position], entities, request, buffer);
            }
        }
    }

    /// <summary>
    /// Which entities of the store the principal may do the action to. Looks only at those that the scopes of permits may reach.
    /// </summary>
    /// <param name="entities">The entities, among them all that are asked about.</param>
    /// <param name="principal">Who asks.</param>
    /// <param name="action">What they want to do.</param>
    /// <param name="context">The circumstances.</param>
    /// <param name="type">The type of entities asked about; all when null.</param>
    public QueryResult ResourcesFor(EntityStore entities, EntityUid principal, EntityUid action, RecordValue context, string? type = null)
    {
        var frame = new RequestFrame(entities, principal, action, principal, context);
        var candidates = new QueryCandidates(entities, ScopeDimension.Resource, type).From(Index.Root, in frame);
        return Ask(entities, candidates, resource => new Request(principal, action, resource, context));
    }

    /// <summary>
    /// Which entities of the store may do the action to the resource. Looks only at those that the scopes of permits may reach.
    /// </summary>
    /// <param name="entities">The entities, among them all that are asked about.</param>
    /// <param name="action">What would be done.</param>
    /// <param name="resource">What it would be done to.</param>
    /// <param name="context">The circumstances.</param>
    /// <param name="type">The type of entities asked about; all when null.</param>
    public QueryResult PrincipalsFor(EntityStore entities, EntityUid action, EntityUid resource, RecordValue context, string? type = null)
    {
        var frame = new RequestFrame(entities, resource, action, resource, context);
        var candidates = new QueryCandidates(entities, ScopeDimension.Principal, type).From(Index.Root, in frame);
        return Ask(entities, candidates, principal => new Request(principal, action, resource, context));
    }

    private QueryResult Ask(EntityStore entities, IEnumerable<EntityUid> candidates, Func<EntityUid, Request> request)
    {
        var (allowed, doubtful) = (new List<EntityUid>(), new List<EntityUid>());
        var buffer = new DecisionBuffer();
        foreach (var candidate in candidates.OrderBy(uid => uid.Type, StringComparer.Ordinal).ThenBy(uid => uid.Id, StringComparer.Ordinal))
        {
            Decide(entities, request(candidate), buffer);
            if (buffer.Decision == Decision.Allow)
            {
                allowed.Add(candidate);
                if (buffer.HasForbidErred)
                {
                    doubtful.Add(candidate);
                }
            }
        }

        return new QueryResult(allowed, doubtful);
    }

    /// <summary>Finds out what went wrong where: the program knows only that something did.</summary>
    private static void Fault(CedarPolicy policy, EntityStore entities, Request request, DecisionBuffer buffer)
    {
        new Evaluator(entities, request).FirstObstacle(policy, out var fault);
        buffer.AddError(policy, fault ?? throw new UnreachableException($"{policy} errs only when compiled"));
    }
}
