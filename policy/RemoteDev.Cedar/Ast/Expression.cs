using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Ast;

/// <summary>
/// An expression of a condition: immutable, made only by the parser, which also bounds how deep it nests. Chains of <c>&amp;&amp;</c>,
/// <c>||</c> and arithmetic are one node each, so that a long chain is not a deep one.
/// </summary>
internal abstract class Expression
{
    private protected Expression(SourceSpan span) => Span = span;

    /// <summary>Where the expression is written.</summary>
    public SourceSpan Span { get; }

    /// <summary>What the expression names.</summary>
    public PolicyReferences References => ReferenceCollector.Of(this);

    /// <summary>Tells the cases apart in one jump; a chain of type tests costs more than most nodes' work.</summary>
    internal abstract ExpressionKind Kind { get; }

    /// <summary>The value, when it is the same for every request: worked out once, at load.</summary>
    internal Value? Constant { get; private protected init; }

    private static Value[]? ConstantsOf(Expression[] expressions) =>
        Array.TrueForAll(expressions, expression => expression.Constant is not null)
            ? Array.ConvertAll(expressions, expression => expression.Constant!)
            : null;

    internal sealed class Literal : Expression
    {
        public Literal(Value value, SourceSpan span)
            : base(span) => Constant = value;

        internal override ExpressionKind Kind => ExpressionKind.Literal;

        public Value Value => Constant!;
    }

    internal sealed class Variable(RequestVariable name, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.Variable;

        public RequestVariable Name { get; } = name;
    }

    internal sealed class And(Expression[] operands, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.And;

        public Expression[] Operands { get; } = operands;
    }

    internal sealed class Or(Expression[] operands, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.Or;

        public Expression[] Operands { get; } = operands;
    }

    internal sealed class Not(Expression operand, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.Not;

        public Expression Operand { get; } = operand;
    }

    internal sealed class Negate(Expression operand, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.Negate;

        public Expression Operand { get; } = operand;
    }

    internal sealed class If(Expression condition, Expression then, Expression otherwise, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.If;

        public Expression Condition { get; } = condition;

        public Expression Then { get; } = then;

        public Expression Otherwise { get; } = otherwise;
    }

    internal sealed class Comparison(BinaryOperator @operator, Expression left, Expression right, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.Comparison;

        public BinaryOperator Operator { get; } = @operator;

        public Expression Left { get; } = left;

        public Expression Right { get; } = right;
    }

    /// <summary>A left-associative chain; operator n stands between operands n and n+1.</summary>
    internal sealed class Arithmetic(Expression[] operands, BinaryOperator[] operators, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.Arithmetic;

        public Expression[] Operands { get; } = operands;

        public BinaryOperator[] Operators { get; } = operators;
    }

    internal sealed class GetAttribute(Expression target, string name, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.GetAttribute;

        public Expression Target { get; } = target;

        public string Name { get; } = name;
    }

    /// <summary><c>target has a.b.c</c>: true when each name in turn is present.</summary>
    internal sealed class HasAttribute(Expression target, string[] path, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.HasAttribute;

        public Expression Target { get; } = target;

        public string[] Path { get; } = path;
    }

    internal sealed class Like(Expression target, LikePattern pattern, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.Like;

        public Expression Target { get; } = target;

        public LikePattern Pattern { get; } = pattern;
    }

    internal sealed class Is(Expression target, EntityTypeReference type, Expression? ancestor, SourceSpan span) : Expression(span)
    {
        internal override ExpressionKind Kind => ExpressionKind.Is;

        public Expression Target { get; } = target;

        public EntityTypeReference Type { get; } = type;

        public Expression? Ancestor { get; } = ancestor;
    }

    internal sealed class Set : Expression
    {
        public Set(Expression[] elements, SourceSpan span)
            : base(span)
        {
            Elements = elements;
            Constant = ConstantsOf(elements) is { } values ? new SetValue(values.AsSpan()) : null;
        }

        internal override ExpressionKind Kind => ExpressionKind.Set;

        public Expression[] Elements { get; }
    }

    /// <summary>A record; the names are in ordinal order and the values beside them.</summary>
    internal sealed class Record : Expression
    {
        public Record(string[] names, Expression[] values, SourceSpan span)
            : base(span)
        {
            Names = names;
            Values = values;
            Constant = ConstantsOf(values) is { } constants ? new RecordValue(names, constants) : null;
        }

        internal override ExpressionKind Kind => ExpressionKind.Record;

        public string[] Names { get; }

        public Expression[] Values { get; }
    }

    /// <summary>A function or method; of a method the first argument is what it is called on.</summary>
    internal sealed class Call : Expression
    {
        public Call(Function function, Expression[] arguments, SourceSpan span)
            : base(span)
        {
            Function = function;
            Arguments = arguments;
            Constant = arguments is [{ Constant: StringValue text }] ? Functions.Construct(function, text.Value) : null;
        }

        internal override ExpressionKind Kind => ExpressionKind.Call;

        public Function Function { get; }

        public Expression[] Arguments { get; }
    }
}
