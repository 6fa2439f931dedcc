using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Surveying;

/// <summary>
/// Reads a condition. It is taken apart at its connectives; each part that decides alone says which attributes meet which constants.
/// </summary>
internal sealed class MentionReader(Mentions mentions, CedarPolicy policy)
{
    private readonly List<Value> _constants = [];
    private readonly List<Expression.Like> _patterns = [];
    private readonly List<string> _contextPaths = [];
    private readonly List<string> _attestations = [];
    private bool _readsBranchName;
    private bool _asksSpecialRanges;

    public void Read(Expression part)
    {
        switch (part)
        {
            case Expression.And and:
                ReadAll(and.Operands);
                break;
            case Expression.Or or:
                ReadAll(or.Operands);
                break;
            case Expression.Not not:
                Read(not.Operand);
                break;
            case Expression.If choice:
                ReadAll([choice.Condition, choice.Then, choice.Otherwise]);
                break;
            default:
                new MentionReader(mentions, policy).ReadPart(part);
                break;
        }
    }

    private void ReadAll(Expression[] parts)
    {
        foreach (var part in parts)
        {
            Read(part);
        }
    }

    private void ReadPart(Expression part)
    {
        Visit(part);
        var isComputed = !IsPlain(part);
        foreach (var path in _contextPaths)
        {
            Note(mentions.Met(path), isComputed);
        }

        if (_contextPaths.Contains("openWindows", StringComparer.Ordinal)
            && part is not Expression.Call { Function: Function.Contains or Function.ContainsAll or Function.ContainsAny, Arguments: [_, { Constant: not null }] })
        {
            mentions.ReadAllWindows();
        }

        mentions.Attestations.UnionWith(_attestations);
        if (!IsNowAgainstAttestation(part) && part is not Expression.HasAttribute)
        {
            mentions.ExactAttestations.UnionWith(_attestations);
        }

        if (_readsBranchName)
        {
            Note(mentions.BranchNames, isComputed);
        }

        if (isComputed && (_contextPaths.Count > 0 || _readsBranchName) && !IsNowAgainstAttestation(part))
        {
            mentions.Computed.Add($"{policy.SourceName}:{part.Span}: {Faults.Spelling.Cut(policy.TextOf(part.Span))}");
        }
    }

    private void Note(Constants constants, bool isComputed)
    {
        constants.Values.UnionWith(_constants);
        constants.IsComputed |= isComputed;
        constants.AsksSpecialRanges |= _asksSpecialRanges;
        foreach (var like in _patterns)
        {
            var (text, instance) = PatternText.Read(policy.TextOf(like.Span), like.Pattern);
            constants.Patterns.TryAdd(text, like.Pattern);
            if (instance is not null)
            {
                constants.Instances.Add(instance);
            }
        }
    }

    private void Visit(Expression expression)
    {
        if (expression.Constant is { } constant)
        {
            AddConstant(constant);
            return;
        }

        switch (expression)
        {
            case Expression.Variable variable:
                ReadWhole(variable.Name);
                break;
            case Expression.GetAttribute or Expression.HasAttribute:
                VisitPath(expression);
                break;
            case Expression.Comparison { Left: Expression.Variable, Right.Constant: { } value, Operator: <= BinaryOperator.NotEqual or BinaryOperator.In }:
                AddConstant(value);
                break;
            case Expression.Comparison { Right: Expression.Variable, Left.Constant: { } value, Operator: <= BinaryOperator.NotEqual }:
                AddConstant(value);
                break;
            case Expression.Is { Target: Expression.Variable } isType:
                VisitAll(isType.Ancestor is { } ancestor ? [ancestor] : []);
                break;
            case Expression.Call { Function: Function.Contains, Arguments: [{ Constant: { } set }, Expression.Variable] }:
                AddConstant(set);
                break;
            default:
                _asksSpecialRanges |= expression is Expression.Call { Function: Function.IsLoopback or Function.IsMulticast };
                if (expression is Expression.Like like)
                {
                    _patterns.Add(like);
                }

                VisitAll(Children(expression));
                break;
        }
    }

    private void VisitAll(Expression[] expressions)
    {
        foreach (var expression in expressions)
        {
            Visit(expression);
        }
    }

    private void AddConstant(Value value)
    {
        _constants.Add(value);
        foreach (var element in value as IEnumerable<Value> ?? [])
        {
            AddConstant(element);
        }
    }

    private void VisitPath(Expression expression)
    {
        if (AttributePath.Of(expression) is not var (root, path))
        {
            VisitAll([expression is Expression.GetAttribute get ? get.Target : ((Expression.HasAttribute)expression).Target]);
            return;
        }

        switch (root)
        {
            case RequestVariable.Principal when path is ["attestations", var kind, ..]:
                _attestations.Add(kind);
                break;
            case RequestVariable.Principal when path is ["attestations"]:
                mentions.ExactAttestations.UnionWith(Attestations.All);
                mentions.Attestations.UnionWith(Attestations.All);
                break;
            case RequestVariable.Principal:
                mentions.PersonAttributes.Add(path[0]);
                break;
            case RequestVariable.Resource:
                _readsBranchName |= path is ["name", ..];
                break;
            case RequestVariable.Context:
                _contextPaths.Add(string.Join('.', path));
                break;
        }
    }

    private void ReadWhole(RequestVariable variable)
    {
        mentions.Wholes.Add(variable);
        if (variable == RequestVariable.Context)
        {
            mentions.Computed.Add($"{policy.SourceName}:{policy.Span}: the whole context");
        }

        if (variable == RequestVariable.Principal)
        {
            mentions.ExactAttestations.UnionWith(Attestations.All);
            mentions.Attestations.UnionWith(Attestations.All);
            mentions.PersonAttributes.UnionWith(["email", "employer"]);
        }
    }

    private static bool IsNowAgainstAttestation(Expression part) =>
        part is Expression.Comparison { Operator: >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual } comparison
        && (IsNow(comparison.Left) && IsAttestation(comparison.Right) || IsNow(comparison.Right) && IsAttestation(comparison.Left));

    private static bool IsNow(Expression expression) => AttributePath.Of(expression) is (RequestVariable.Context, ["now"]);

    private static bool IsAttestation(Expression expression) => AttributePath.Of(expression) is (RequestVariable.Principal, ["attestations", _]);

    /// <summary>Whether an attribute meets constants and nothing is computed on the way.</summary>
    private static bool IsPlain(Expression part) => part switch
    {
        Expression.Comparison comparison => IsPlainPair(comparison.Left, comparison.Right),
        Expression.Like like => IsAttribute(like.Target),
        Expression.Call { Arguments: [var only] } call => call.Function is Function.IsLoopback or Function.IsMulticast or Function.IsIpv4 or Function.IsIpv6
            or Function.IsEmpty && IsAttribute(only),
        Expression.Call { Arguments: [var first, var second], Function: <= Function.ContainsAny or Function.IsInRange } => IsPlainPair(first, second),
        _ => IsAttribute(part) || part.Constant is not null || part is Expression.Is,
    };

    private static bool IsPlainPair(Expression a, Expression b) =>
        (IsAttribute(a) || a is Expression.Variable) && b.Constant is not null || a.Constant is not null && (IsAttribute(b) || b is Expression.Variable);

    private static bool IsAttribute(Expression expression) => AttributePath.Of(expression) is not null;

    private static Expression[] Children(Expression expression) => expression switch
    {
        Expression.And and => and.Operands,
        Expression.Or or => or.Operands,
        Expression.Not not => [not.Operand],
        Expression.Negate negate => [negate.Operand],
        Expression.If choice => [choice.Condition, choice.Then, choice.Otherwise],
        Expression.Comparison comparison => [comparison.Left, comparison.Right],
        Expression.Arithmetic arithmetic => arithmetic.Operands,
        Expression.Like like => [like.Target],
        Expression.Is isType => isType.Ancestor is { } ancestor ? [isType.Target, ancestor] : [isType.Target],
        Expression.Set set => set.Elements,
        Expression.Record record => record.Values,
        Expression.Call call => call.Arguments,
        _ => [],
    };
}
