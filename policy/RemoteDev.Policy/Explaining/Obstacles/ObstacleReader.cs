using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>Reads what stands in the way of policies, for one request: takes conditions apart to the parts that decide alone, and asks each.</summary>
internal sealed class ObstacleReader(PolicyWorld world, EntityStore entities, Request request, DecisionContext context)
{
    private static readonly Phrase Constant = new("never applies", Nearness.Never);

    private readonly WindowWords _windows = new(world.Facts.Windows, context.Now);

    /// <summary>Everything that a permit lacks; nothing when it applies.</summary>
    public List<Phrase> Lacking(CedarPolicy policy)
    {
        var scopes = new ScopeMatcher(entities, request);
        var lacking = new List<Phrase>();
        foreach (var constraint in (ReadOnlySpan<ScopeConstraint>)[policy.Scope.Principal, policy.Scope.Action, policy.Scope.Resource])
        {
            if (!scopes.Matches(constraint))
            {
                lacking.Add(PlaceWords.Of(constraint));
            }
        }

        // Out of its scope a condition may well fail: it was written for other requests.
        if (Fault(policy) is { } fault && lacking.Count == 0)
        {
            return [fault];
        }

        foreach (var condition in policy.Conditions)
        {
            Collect(policy, condition.Body, wanted: condition.Kind == ConditionKind.When, lacking);
        }

        return [.. lacking.DistinctBy(phrase => phrase.Words, StringComparer.Ordinal)];
    }

    /// <summary>Every way in which a forbid would cease; none when it stays whatever the circumstances.</summary>
    public List<Phrase> Ceasing(CedarPolicy policy)
    {
        if (Fault(policy) is { } fault)
        {
            return [fault];
        }

        var ways = new List<Phrase>();
        foreach (var condition in policy.Conditions)
        {
            CollectWays(policy, condition.Body, wanted: condition.Kind == ConditionKind.Unless, ways);
        }

        return [.. ways.Where(way => way.Nearness < Nearness.Fact).DistinctBy(way => way.Words, StringComparer.Ordinal).OrderBy(way => way.Nearness)];
    }

    private Phrase? Fault(CedarPolicy policy) => new Evaluator(entities, request).FirstObstacle(policy, out var fault) is null && fault is not null
        ? new Phrase($"cannot be evaluated: {Spelling.Cut(fault.Message.TrimEnd('.'))}; an administrator must correct it", Nearness.Never)
        : null;

    private bool? Holds(Expression part) => (new Evaluator(entities, request).Evaluate(part).Value as BoolValue)?.Value;

    /// <summary>Goes down to the parts of which each is in the way; <paramref name="wanted"/> is the value under which the policy applies.</summary>
    private void Collect(CedarPolicy policy, Expression part, bool wanted, List<Phrase> lacking)
    {
        if (part is Expression.Not not)
        {
            Collect(policy, not.Operand, !wanted, lacking);
        }
        else if (Together(part, wanted) is { } operands)
        {
            foreach (var operand in operands)
            {
                Collect(policy, operand, wanted, lacking);
            }
        }
        else if (Holds(part) == !wanted)
        {
            lacking.Add(Of(policy, part, wanted));
        }
    }

    /// <summary>Goes down to the parts of which each alone would do.</summary>
    private void CollectWays(CedarPolicy policy, Expression part, bool wanted, List<Phrase> ways)
    {
        if (part is Expression.Not not)
        {
            CollectWays(policy, not.Operand, !wanted, ways);
        }
        else if (Together(part, !wanted) is { } operands)
        {
            foreach (var operand in operands)
            {
                CollectWays(policy, operand, wanted, ways);
            }
        }
        else if (Holds(part) == !wanted)
        {
            ways.Add(Of(policy, part, wanted));
        }
    }

    /// <summary>The operands when all of them must be as wanted: of <c>a &amp;&amp; b</c> to be true, of <c>a || b</c> to be false.</summary>
    private static Expression[]? Together(Expression part, bool wanted) => part switch
    {
        Expression.And all when wanted => all.Operands,
        Expression.Or any when !wanted => any.Operands,
        _ => null,
    };

    private Phrase Of(CedarPolicy policy, Expression part, bool wanted)
    {
        switch (part)
        {
            case { Constant: not null }:
                return Constant;
            case Expression.Not not:
                return Of(policy, not.Operand, !wanted);
            case Expression.And or Expression.Or:
                var isAll = Together(part, wanted) is not null;
                var parts = ExpressionTree.ChildrenOf(part).Where(operand => Holds(operand) == !wanted).Select(operand => Of(policy, operand, wanted)).ToList();
                return parts.Count == 0 ? Unnamed(policy, part, wanted) : isAll ? Phrase.All(parts) : Phrase.Either(parts);
            case Expression.Is { Target: Expression.Variable { Name: RequestVariable.Resource }, Ancestor: null } isType:
                return PlaceWords.OfType(isType.Type.Name, wanted);
            default:
                return OfClaims(policy, part, wanted) ?? Unnamed(policy, part, wanted);
        }
    }

    private Phrase? OfClaims(CedarPolicy policy, Expression part, bool wanted)
    {
        if (Claim.Of(policy, part, wanted) is not { Count: > 0 } claims)
        {
            return null;
        }

        var parts = claims.Select(Words).ToList();
        if (parts.Contains(null))
        {
            return null;
        }

        // Of several values one has to be met, or none may be; only `containsAll` is the other way round.
        var isAll = part is Expression.Call { Function: Function.ContainsAll } == wanted;
        var standing = parts.OfType<Phrase>().Where(phrase => phrase.Words.Length > 0).ToList();
        return standing.Count == 0 ? null : isAll ? Phrase.All(standing) : Phrase.Either(standing);
    }

    // A window that is as wanted already has no words.
    private Phrase? Words(Claim claim) => claim is { Subject: "context.openWindows", Relation: Relation.Contains, Value: EntityUid { Type: EntityTypes.Window } window }
        ? _windows.Of(window.Id, claim.Wanted) ?? new Phrase("", Nearness.Own)
        : ContextWords.Of(claim, context.Now) ?? FactWords.Of(claim);

    private static Phrase Unnamed(CedarPolicy policy, Expression part, bool wanted) =>
        new($"{(wanted ? "needs" : "must not meet")} {Spelling.Cut(string.Join(' ', policy.TextOf(part.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))}", Nearness.Fact);
}
