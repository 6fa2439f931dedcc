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
    private static IndexWalk? t_walk;

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
    internal static Response Decide(PolicySet policies, EntityStore entities, Request request) => policies.Authorizer.Decide(entities, request);

    /// <summary>
    /// Decides. Allows when at least one permit is satisfied and no forbid is. Every policy that speaks about the request is evaluated, also
    /// when the decision is already certain, so that reasons and errors are complete.
    /// </summary>
    public Response Decide(EntityStore entities, Request request)
    {
        // The answer may be kept for long; the room for finding it is the thread's.
        var response = new Response { Walk = t_walk ??= new IndexWalk() };
        Decide(entities, request, response);
        response.Walk = null;
        return response;
    }

    /// <summary>As <see cref="Decide(EntityStore, Request)"/>, and allocates nothing unless a policy errs: fills <paramref name="response"/> anew.</summary>
    public void Decide(EntityStore entities, Request request, Response response)
    {
        var frame = new RequestFrame(entities, request);
        var walk = response.Walk ??= new IndexWalk();
        response.Clear();
        walk.Clear();
        Index.Find(in frame, walk);
        foreach (var position in walk.Positions.SortedOnce())
        {
            ref readonly var program = ref _programs[_numbers[position]];
            var truth = program.Run(in frame);
            if (truth == Truth.True)
            {
                response.AddSatisfied(Policies.Span[position], program.Effect);
            }
            else if (truth == Truth.Fault)
            {
                Fault(Policies.Span[position], entities, request, response);
            }
        }
    }

    /// <summary>
    /// Says of each policy that did not apply what stood in its way: the constraints of its scope that the request does not meet, or when it
    /// meets all, every such part of its conditions that decides alone; or what went wrong. A policy of which it says nothing is satisfied.
    /// For people, not for deciding.
    /// </summary>
    public IReadOnlyList<Finding> Explain(EntityStore entities, Request request)
    {
        var explainer = new Explainer(entities, request);
        foreach (var policy in Policies.Span)
        {
            explainer.Explain(policy);
        }

        return explainer.Findings;
    }

    /// <summary>
    /// Which entities of the store the principal may do the action to. Looks only at those that the scopes of permits may reach.
    /// </summary>
    /// <param name="entities">The entities, among them all that are asked about.</param>
    /// <param name="principal">Who asks.</param>
    /// <param name="action">What they want to do.</param>
    /// <param name="context">The circumstances; none by default.</param>
    /// <param name="type">The type of entities asked about; all when null.</param>
    /// <returns>
    /// Those that are allowed, ordered by type and id; and those of them for which a forbid could not be
    /// evaluated. Cedar allows these; a caller for whom such a forbid must not be passed over takes them out.
    /// </returns>
    public (IReadOnlyList<EntityUid> Allowed, IReadOnlyList<EntityUid> Doubtful) ResourcesFor(
        EntityStore entities, EntityUid principal, EntityUid action, IReadOnlyDictionary<string, Value>? context = null, string? type = null)
    {
        var record = RecordValue.From(context);
        var frame = new RequestFrame(entities, principal, action, principal, record);
        var candidates = new QueryCandidates(entities, ScopeDimension.Resource, type).From(Index.Root, in frame);
        return Ask(entities, candidates, resource => new Request(principal, action, resource, record));
    }

    /// <summary>
    /// Which entities of the store may do the action to the resource. Looks only at those that the scopes of permits may reach.
    /// </summary>
    /// <param name="entities">The entities, among them all that are asked about.</param>
    /// <param name="action">What would be done.</param>
    /// <param name="resource">What it would be done to.</param>
    /// <param name="context">The circumstances; none by default.</param>
    /// <param name="type">The type of entities asked about; all when null.</param>
    /// <returns>
    /// Those that are allowed, ordered by type and id; and those of them for which a forbid could not be
    /// evaluated. Cedar allows these; a caller for whom such a forbid must not be passed over takes them out.
    /// </returns>
    public (IReadOnlyList<EntityUid> Allowed, IReadOnlyList<EntityUid> Doubtful) PrincipalsFor(
        EntityStore entities, EntityUid action, EntityUid resource, IReadOnlyDictionary<string, Value>? context = null, string? type = null)
    {
        var record = RecordValue.From(context);
        var frame = new RequestFrame(entities, resource, action, resource, record);
        var candidates = new QueryCandidates(entities, ScopeDimension.Principal, type).From(Index.Root, in frame);
        return Ask(entities, candidates, principal => new Request(principal, action, resource, record));
    }

    private (IReadOnlyList<EntityUid> Allowed, IReadOnlyList<EntityUid> Doubtful) Ask(
        EntityStore entities, IEnumerable<EntityUid> candidates, Func<EntityUid, Request> request)
    {
        var (allowed, doubtful) = (new List<EntityUid>(), new List<EntityUid>());
        var response = new Response();
        foreach (var candidate in candidates.OrderBy(uid => uid.Type, StringComparer.Ordinal).ThenBy(uid => uid.Id, StringComparer.Ordinal))
        {
            Decide(entities, request(candidate), response);
            if (response.IsAllowed)
            {
                allowed.Add(candidate);
                if (response.HasForbidErred)
                {
                    doubtful.Add(candidate);
                }
            }
        }

        return (allowed, doubtful);
    }

    /// <summary>Finds out what went wrong where: the program knows only that something did.</summary>
    private static void Fault(CedarPolicy policy, EntityStore entities, Request request, Response response)
    {
        new Evaluator(entities, request).FirstObstacle(policy, out var fault);
        response.AddError(policy, fault ?? throw new UnreachableException($"{policy} errs only when compiled"));
    }
}
