using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Validation;

/// <summary>
/// Types expressions for one kind of request, strictly. The source is the specification's <c>Cedar/Validation/Typechecker.lean</c>; unlike
/// it, this goes on after an error, so that one run finds several.
/// </summary>
internal sealed class ExpressionTyper
{
    private readonly TypingContext _context;
    private readonly AttributeTyper _attributes;
    private readonly OperatorTyper _operators;
    private readonly CallTyper _calls;

    public ExpressionTyper(TypingContext context)
    {
        _context = context;
        _attributes = new AttributeTyper(this, context);
        _operators = new OperatorTyper(this, context);
        _calls = new CallTyper(this, context, _attributes);
    }

    /// <summary>The type of <paramref name="expression"/> where <paramref name="prior"/> is known to be present.</summary>
    public Typed Of(Expression expression, ImmutableHashSet<Capability> prior)
    {
        if (!_context.Budget.TryStep())
        {
            return Typed.Faulty;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _context.Log.Error(expression.Span, FindingCode.TooDeep, "the expression nests too deep to be checked");
            return Typed.Faulty;
        }

        return expression switch
        {
            Expression.Literal literal => OfLiteral(literal),
            Expression.Variable variable => OfVariable(variable.Name),
            Expression.And and => OfAll(and.Operands, prior),
            Expression.Or or => OfAny(or.Operands, prior),
            Expression.Not not => OfNot(not, prior),
            Expression.Negate negate => Expect(negate.Operand, prior, TypeJoin.Long) with { Type = TypeJoin.Long },
            Expression.If choice => OfIf(choice, prior),
            Expression.Comparison comparison => _operators.OfComparison(comparison, prior),
            Expression.Arithmetic arithmetic => _operators.OfArithmetic(arithmetic, prior),
            Expression.GetAttribute get => _attributes.OfGet(get, prior),
            Expression.HasAttribute has => _attributes.OfHas(has, prior),
            Expression.Like like => _operators.OfLike(like, prior),
            Expression.Is isType => _operators.OfIs(isType, prior),
            Expression.Set set => _calls.OfSet(set, prior),
            Expression.Record record => _calls.OfRecord(record, prior),
            Expression.Call call => _calls.OfCall(call, prior),
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.Kind, "an expression of a new kind"),
        };
    }

    /// <summary>As <see cref="Of"/>, of an expression that must be of type <paramref name="expected"/>.</summary>
    /// <param name="hint">What to say besides when it is of another type.</param>
    public Typed Expect(
        Expression expression, ImmutableHashSet<Capability> prior, CedarType expected, Func<CedarType, string>? hint = null)
    {
        var typed = Of(expression, prior);
        if (typed.Type is null || (expected is CedarType.Bool ? typed.Type is CedarType.Bool : typed.Type.Equals(expected)))
        {
            return typed;
        }

        return Mismatch(expression, typed.Type, $"a {TypeText.Of(expected)}", hint);
    }

    /// <summary>As <see cref="Of"/>, of an expression that must be an entity.</summary>
    public Typed ExpectEntity(Expression expression, ImmutableHashSet<Capability> prior, Func<CedarType, string>? hint = null)
    {
        var typed = Of(expression, prior);
        return typed.Type is null or CedarType.Entity ? typed : Mismatch(expression, typed.Type, "an entity", hint);
    }

    /// <summary>Says that an expression is of a type that cannot stand where it stands.</summary>
    public Typed Mismatch(Expression expression, CedarType found, string expected, Func<CedarType, string>? hint)
    {
        _context.Log.Error(
            expression.Span, FindingCode.WrongType, $"expected {expected}, found a {TypeText.Of(found)}{hint?.Invoke(found) ?? ""}");
        return Typed.Faulty;
    }

    /// <summary>The type of the operands joined by <c>&amp;&amp;</c>: each is only looked at when those before it can be true.</summary>
    public Typed OfAll(ReadOnlySpan<Expression> operands, ImmutableHashSet<Capability> prior)
    {
        var (type, proven) = (TypeJoin.True, Typed.Nothing);
        foreach (var operand in operands)
        {
            var next = Expect(operand, Typed.Union(prior, proven), TypeJoin.AnyBool);
            if (TypeJoin.IsFalse(next.Type))
            {
                return TypeJoin.False;
            }

            type = TypeJoin.IsTrue(next.Type) ? type : TypeJoin.AnyBool;
            proven = Typed.Union(proven, next.Proven);
        }

        return new Typed(type, proven);
    }

    private Typed OfAny(Expression[] operands, ImmutableHashSet<Capability> prior)
    {
        var (type, proven) = (TypeJoin.False, Typed.Nothing);
        foreach (var operand in operands)
        {
            var next = Expect(operand, prior, TypeJoin.AnyBool);
            if (TypeJoin.IsTrue(next.Type))
            {
                return next with { Reach = null };
            }

            if (!TypeJoin.IsFalse(next.Type))
            {
                // What is false proves nothing and takes nothing away.
                proven = TypeJoin.IsFalse(type) ? next.Proven : Typed.Intersection(proven, next.Proven);
                type = TypeJoin.AnyBool;
            }
        }

        return new Typed(type, proven);
    }

    private Typed OfNot(Expression.Not not, ImmutableHashSet<Capability> prior) =>
        Expect(not.Operand, prior, TypeJoin.AnyBool).Type is CedarType.Bool { Only: { } only } ? TypeJoin.Bool(!only) : TypeJoin.AnyBool;

    private Typed OfIf(Expression.If choice, ImmutableHashSet<Capability> prior)
    {
        var condition = Expect(choice.Condition, prior, TypeJoin.AnyBool);
        if (TypeJoin.IsFalse(condition.Type))
        {
            return Of(choice.Otherwise, prior);
        }

        var then = Of(choice.Then, Typed.Union(prior, condition.Proven));
        var thenProven = Typed.Union(condition.Proven, then.Proven);
        if (TypeJoin.IsTrue(condition.Type))
        {
            return then with { Proven = thenProven };
        }

        var otherwise = Of(choice.Otherwise, prior);
        if (then.Type is null || otherwise.Type is null)
        {
            return Typed.Faulty;
        }

        if (TypeJoin.Of(then.Type, otherwise.Type) is not { } type)
        {
            var (one, other) = (TypeText.Of(then.Type), TypeText.Of(otherwise.Type));
            _context.Log.Error(
                choice.Span,
                FindingCode.TypesDiffer,
                $"both branches of an `if` must be of one type, and these are a {one} and a {other}"
                + TypeJoin.Reason(then.Type, otherwise.Type));
            return Typed.Faulty;
        }

        var reach = then.Reach is null && otherwise.Reach is null ? null : new EntityReach.Either(then.Reach, otherwise.Reach);
        return new Typed(type, Typed.Intersection(thenProven, otherwise.Proven), reach);
    }

    private Typed OfLiteral(Expression.Literal literal) => literal.Value switch
    {
        BoolValue value => TypeJoin.Bool(value.Value),
        LongValue => TypeJoin.Long,
        StringValue => TypeJoin.Text,

        // An unknown entity has been reported, once for all kinds of request.
        EntityUid uid when _context.Schema.Knows(uid) =>
            new Typed(new CedarType.Entity(uid.Type), Typed.Nothing, new EntityReach.Named(uid)),
        EntityUid => Typed.Faulty,
        _ => throw new ArgumentOutOfRangeException(nameof(literal), literal.Value.Kind, "a literal of a new kind"),
    };

    private Typed OfVariable(RequestVariable name) => new(
        name switch
        {
            RequestVariable.Principal => new CedarType.Entity(_context.Kind.Principal),
            RequestVariable.Action => new CedarType.Entity(_context.Kind.Action.Uid.Type),
            RequestVariable.Resource => new CedarType.Entity(_context.Kind.Resource),
            _ => _context.Schema.ContextOf(_context.Kind.Action.Uid),
        },
        Typed.Nothing,
        new EntityReach.Start());
}
