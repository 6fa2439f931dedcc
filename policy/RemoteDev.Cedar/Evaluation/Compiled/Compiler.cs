using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>
/// Prepares expressions. What is the same for every request is worked out here, once; what would err stays, to err with each request.
/// </summary>
internal static class Compiler
{
    private static readonly EntityUid Nobody = new("Nobody", "");

    /// <summary>All conditions of a policy as one expression.</summary>
    public static Node Compile(ReadOnlySpan<Condition> conditions)
    {
        var operands = new Node[conditions.Length];
        for (var i = 0; i < operands.Length; i++)
        {
            var body = Compile(conditions[i].Body);
            operands[i] = conditions[i].Kind == ConditionKind.When ? body : Folded(new NotNode(body), body);
        }

        return Chain(operands, stopAt: Truth.False);
    }

    public static Node Compile(Expression expression)
    {
        if (expression.Constant is { } constant)
        {
            return new ConstantNode(constant);
        }

        switch (expression)
        {
            case Expression.Variable variable:
                return new VariableNode(variable.Name);
            case Expression.And and:
                return Chain(CompileAll(and.Operands), stopAt: Truth.False);
            case Expression.Or or:
                return Chain(CompileAll(or.Operands), stopAt: Truth.True);
            case Expression.Not not:
                var operand = Compile(not.Operand);
                return Folded(new NotNode(operand), operand);
            case Expression.Negate negate:
                var number = Compile(negate.Operand);
                return Folded(new NegateNode(number), number);
            case Expression.If choice:
                return Choice(choice);
            case Expression.Comparison { Operator: BinaryOperator.In } comparison:
                return new InNode(Compile(comparison.Left), AncestryOf(comparison.Right));
            case Expression.Comparison comparison:
                return Comparison(comparison);
            case Expression.Arithmetic arithmetic:
                var operands = CompileAll(arithmetic.Operands);
                return Folded(new ArithmeticNode(operands, arithmetic.Operators), operands);
            case Expression.GetAttribute get:
                return Attribute(get);
            case Expression.HasAttribute has:
                var holder = Compile(has.Target);
                var node = new HasNode(holder, Array.ConvertAll(has.Path, NamePool.Of));

                // A longer path may lead into entities, whose data comes with the request.
                return holder is ConstantNode { Value: RecordValue } && has.Path.Length == 1 ? Folded(node, holder) : node;
            case Expression.Like like:
                var text = Compile(like.Target);
                return Folded(new LikeNode(text, like.Pattern), text);
            case Expression.Is { Ancestor: null } type:
                var typed = Compile(type.Target);
                return Folded(new IsNode(typed, type.Type.Name, ancestry: null), typed);
            case Expression.Is type:
                return new IsNode(Compile(type.Target), type.Type.Name, AncestryOf(type.Ancestor!));
            case Expression.Set set:
                var elements = CompileAll(set.Elements);
                return Folded(new SetNode(elements), elements);
            case Expression.Record record:
                var values = CompileAll(record.Values);
                return Folded(new RecordNode(NamePool.Of([.. record.Names]), values), values);
            default:
                return CallCompiler.Compile((Expression.Call)expression);
        }
    }

    public static Node[] CompileAll(Expression[] expressions) => Array.ConvertAll(expressions, Compile);

    /// <summary>The node's value in its place, when all its parts are constant and it does not err.</summary>
    public static Node Folded(Node node, params ReadOnlySpan<Node> parts)
    {
        foreach (var part in parts)
        {
            if (part is not ConstantNode)
            {
                return node;
            }
        }

        var result = node.Evaluate(new RequestFrame(EntityStore.Empty, Nobody, Nobody, Nobody, RecordValue.Empty));
        return result.IsFault ? node : new ConstantNode(result.ToValue());
    }

    private static Node Chain(Node[] operands, Truth stopAt)
    {
        var kept = new List<Node>(operands.Length);
        foreach (var operand in operands)
        {
            if (operand is not ConstantNode { Value: BoolValue constant })
            {
                kept.Add(operand);
            }
            else if (constant.Value == (stopAt == Truth.True))
            {
                // Nothing after this is ever reached.
                kept.Add(operand);
                break;
            }
        }

        return kept switch
        {
            [] => new ConstantNode(BoolValue.Of(stopAt == Truth.False)),
            [ConstantNode { Value: BoolValue } or TruthNode] => kept[0],
            _ => new ChainNode([.. kept], stopAt),
        };
    }

    private static Node Choice(Expression.If choice) => Compile(choice.Condition) switch
    {
        ConstantNode { Value: BoolValue constant } => Compile(constant.Value ? choice.Then : choice.Otherwise),
        var condition => new ChoiceNode(condition, Compile(choice.Then), Compile(choice.Otherwise)),
    };

    private static Node Comparison(Expression.Comparison comparison)
    {
        var (left, right) = (Compile(comparison.Left), Compile(comparison.Right));
        return Folded(
            comparison.Operator switch
            {
                BinaryOperator.Equal => new EqualityNode(left, right, wanted: true),
                BinaryOperator.NotEqual => new EqualityNode(left, right, wanted: false),
                _ => new OrderNode(comparison.Operator, left, right),
            },
            left,
            right);
    }

    private static Node Attribute(Expression.GetAttribute get)
    {
        if (get.Target is Expression.Variable variable)
        {
            return new RequestAttributeNode(variable.Name, NamePool.Of(get.Name));
        }

        var target = Compile(get.Target);
        var node = new AttributeNode(target, NamePool.Of(get.Name));
        return target is ConstantNode { Value: RecordValue } ? Folded(node, target) : node;
    }

    private static Ancestry AncestryOf(Expression expression) => Compile(expression) switch
    {
        ConstantNode { Value: EntityUid uid } => new Ancestry.Named(uid),
        SetNode set => new Ancestry.Listed(set.Elements.ToArray()),
        var computed => new Ancestry.Computed(computed),
    };
}
