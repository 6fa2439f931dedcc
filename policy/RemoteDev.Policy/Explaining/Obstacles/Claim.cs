using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Surveying;

namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>What a part of a condition says of the request, in one form however it is written: <c>1 &gt; x</c> is <c>x &lt; 1</c>.</summary>
/// <param name="Subject">The part of the request: <c>principal</c>, <c>context.mfa.age</c>.</param>
/// <param name="Relation">What is said of it.</param>
/// <param name="Value">The value it is tied to; null when there is none, or when it is another part of the request.</param>
/// <param name="Wanted">Whether the policy wants it to be so, or not to be so.</param>
/// <param name="Text">The pattern, or the address range, as it is written.</param>
internal sealed record Claim(string Subject, Relation Relation, Value? Value, bool Wanted, string Text = "")
{
    /// <summary>The claims that a part makes, one for each value; null when it says something else.</summary>
    public static IReadOnlyList<Claim>? Of(CedarPolicy policy, Expression part, bool wanted) => part switch
    {
        Expression.Comparison comparison => OfComparison(comparison, wanted),
        Expression.HasAttribute when SubjectOf(part) is { } subject => [new Claim(subject, Relation.Present, null, wanted)],
        Expression.GetAttribute when SubjectOf(part) is { } subject => [new Claim(subject, Relation.True, null, wanted)],
        Expression.Like like when SubjectOf(like.Target) is { } subject =>
            [new Claim(subject, Relation.Like, null, wanted, PatternText.Read(policy.TextOf(like.Span), like.Pattern).Text)],
        Expression.Call { Arguments: [var set, var of] } call => OfCall(policy, call.Function, set, of, wanted),
        _ => null,
    };

    private static List<Claim>? OfComparison(Expression.Comparison comparison, bool wanted)
    {
        var (left, right, relation) = (comparison.Left, comparison.Right, RelationOf(comparison.Operator));
        if (comparison.Operator == BinaryOperator.NotEqual)
        {
            wanted = !wanted;
        }

        // Of `now < attestations.nda` the attestation is the subject: it is what can change.
        var isTurned = left.Constant is not null || SubjectOf(left) == "context.now" && right.Constant is null;
        if (isTurned && relation is not Relation.In)
        {
            (left, right, relation) = (right, left, Turned(relation));
        }

        if (SubjectOf(left) is not { } subject || right.Constant is null && SubjectOf(right) is null)
        {
            return null;
        }

        if (!wanted && relation is (Relation.Less or Relation.AtMost or Relation.More or Relation.AtLeast))
        {
            (relation, wanted) = (Opposite(relation), true);
        }

        return relation == Relation.In && right.Constant is SetValue set
            ? [.. set.Elements.ToArray().Select(element => new Claim(subject, relation, element, wanted))]
            : [new Claim(subject, relation, right.Constant, wanted)];
    }

    private static List<Claim>? OfCall(CedarPolicy policy, Function function, Expression set, Expression of, bool wanted) => function switch
    {
        Function.Contains when SubjectOf(set) is { } subject && of.Constant is { } member => [new Claim(subject, Relation.Contains, member, wanted)],
        Function.Contains when SubjectOf(of) is { } subject && set.Constant is SetValue values => Each(subject, Relation.Equal, values, wanted),
        Function.ContainsAny or Function.ContainsAll when SubjectOf(set) is { } subject && of.Constant is SetValue values =>
            Each(subject, Relation.Contains, values, wanted),
        Function.IsInRange when SubjectOf(set) is { } subject && of is Expression.Call { Arguments: [{ Constant: StringValue range }] } =>
            [new Claim(subject, Relation.In, of.Constant, wanted, range.Value)],
        _ => null,
    };

    private static List<Claim> Each(string subject, Relation relation, SetValue values, bool wanted) =>
        [.. values.Elements.ToArray().Select(value => new Claim(subject, relation, value, wanted))];

    private static string? SubjectOf(Expression expression) => expression switch
    {
        Expression.Variable variable => Name(variable.Name),
        _ when AttributePath.Of(expression) is var (root, path) => $"{Name(root)}.{string.Join('.', path)}",
        _ => null,
    };

    private static string Name(RequestVariable variable) => variable switch
    {
        RequestVariable.Principal => "principal",
        RequestVariable.Action => "action",
        RequestVariable.Resource => "resource",
        _ => "context",
    };

    private static Relation RelationOf(BinaryOperator written) => written switch
    {
        BinaryOperator.Less => Relation.Less,
        BinaryOperator.LessOrEqual => Relation.AtMost,
        BinaryOperator.Greater => Relation.More,
        BinaryOperator.GreaterOrEqual => Relation.AtLeast,
        BinaryOperator.In => Relation.In,
        _ => Relation.Equal,
    };

    private static Relation Turned(Relation relation) => relation switch
    {
        Relation.Less => Relation.More,
        Relation.AtMost => Relation.AtLeast,
        Relation.More => Relation.Less,
        Relation.AtLeast => Relation.AtMost,
        _ => relation,
    };

    private static Relation Opposite(Relation relation) => relation switch
    {
        Relation.Less => Relation.AtLeast,
        Relation.AtMost => Relation.More,
        Relation.More => Relation.AtMost,
        _ => Relation.Less,
    };
}
