using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation;

/// <summary>
/// Gives expressions their value for one request. Faults are values; nothing here throws. Recursion is bounded by the tree, whose depth
/// the parser bounds.
/// </summary>
internal readonly ref struct Evaluator
{
    private readonly EntityStore _store;
    private readonly Request _request;

    public Evaluator(EntityStore store, Request request) => (_store, _request) = (store, request);

    /// <summary>
    /// The first condition that is not met, or null when all are or when <paramref name="fault"/> tells why that cannot be known.
    /// </summary>
    public Condition? FirstObstacle(CedarPolicy policy, out EvaluationFault? fault)
    {
        foreach (var condition in policy.ConditionSpan)
        {
            var isMet = EvaluateBool(condition.Body, out fault) ^ condition.Kind == ConditionKind.Unless;
            if (fault is not null)
            {
                return null;
            }

            if (!isMet)
            {
                return condition;
            }
        }

        fault = null;
        return null;
    }

    public EvaluationResult Evaluate(Expression expression)
    {
        switch (expression.Kind)
        {
            case ExpressionKind.Literal:
                return ((Expression.Literal)expression).Value;
            case ExpressionKind.Variable:
                return EvaluateVariable(((Expression.Variable)expression).Name);
            case ExpressionKind.And:
                return EvaluateChain(((Expression.And)expression).Operands, stopAt: false);
            case ExpressionKind.Or:
                return EvaluateChain(((Expression.Or)expression).Operands, stopAt: true);
            case ExpressionKind.Not:
                var operand = EvaluateBool(((Expression.Not)expression).Operand, out var fault);
                return fault is null ? !operand : fault;
            case ExpressionKind.Negate:
                return EvaluateNegate((Expression.Negate)expression);
            case ExpressionKind.If:
                return EvaluateIf((Expression.If)expression);
            case ExpressionKind.Comparison:
                return EvaluateComparison((Expression.Comparison)expression);
            case ExpressionKind.Arithmetic:
                return EvaluateArithmetic((Expression.Arithmetic)expression);
            case ExpressionKind.GetAttribute:
                return EvaluateGet((Expression.GetAttribute)expression);
            case ExpressionKind.HasAttribute:
                return EvaluateHas((Expression.HasAttribute)expression);
            case ExpressionKind.Like:
                return EvaluateLike((Expression.Like)expression);
            case ExpressionKind.Is:
                return EvaluateIs((Expression.Is)expression);
            case ExpressionKind.Set:
                return EvaluateSet((Expression.Set)expression);
            case ExpressionKind.Record:
                return EvaluateRecord((Expression.Record)expression);
            default:
                return EvaluateCall((Expression.Call)expression);
        }
    }

    private Value EvaluateVariable(RequestVariable name) => name switch
    {
        RequestVariable.Principal => _request.Principal,
        RequestVariable.Action => _request.Action,
        RequestVariable.Resource => _request.Resource,
        _ => _request.ContextRecord,
    };

    private bool EvaluateBool(Expression expression, out EvaluationFault? fault)
    {
        var result = Evaluate(expression);
        fault = result.Fault;
        if (result.Value is BoolValue value)
        {
            return value.Value;
        }

        fault ??= Faults.WrongType(expression, "a boolean", result.Value!);
        return false;
    }

    private EvaluationResult EvaluateChain(Expression[] operands, bool stopAt)
    {
        foreach (var operand in operands)
        {
            var value = EvaluateBool(operand, out var fault);
            if (fault is not null)
            {
                return fault;
            }

            if (value == stopAt)
            {
                return stopAt;
            }
        }

        return !stopAt;
    }

    private EvaluationResult EvaluateNegate(Expression.Negate negate)
    {
        var result = Evaluate(negate.Operand);
        return result.Fault is not null ? result
            : result.Value is not LongValue number ? Faults.WrongType(negate.Operand, "an integer", result.Value!)
            : number.Value == long.MinValue ? Faults.Overflow(negate)
            : new LongValue(-number.Value);
    }

    private EvaluationResult EvaluateIf(Expression.If choice)
    {
        var condition = EvaluateBool(choice.Condition, out var fault);
        return fault is not null ? fault : Evaluate(condition ? choice.Then : choice.Otherwise);
    }

    private EvaluationResult EvaluateComparison(Expression.Comparison comparison)
    {
        var left = Evaluate(comparison.Left);
        if (left.Fault is not null)
        {
            return left;
        }

        var right = Evaluate(comparison.Right);
        if (right.Fault is not null)
        {
            return right;
        }

        return comparison.Operator switch
        {
            BinaryOperator.Equal => left.Value!.Equals(right.Value),
            BinaryOperator.NotEqual => !left.Value!.Equals(right.Value),
            BinaryOperator.In => Operators.In(_store, comparison.Left, left.Value!, comparison.Right, right.Value!),
            _ => Operators.Order(comparison, left.Value!, right.Value!),
        };
    }

    private EvaluationResult EvaluateArithmetic(Expression.Arithmetic arithmetic)
    {
        var total = 0L;
        for (var i = 0; i < arithmetic.Operands.Length; i++)
        {
            var result = Evaluate(arithmetic.Operands[i]);
            if (result.Fault is not null)
            {
                return result;
            }

            if (result.Value is not LongValue operand)
            {
                return Faults.WrongType(arithmetic.Operands[i], "an integer", result.Value!);
            }

            if (i == 0)
            {
                total = operand.Value;
            }
            else if (!Operators.TryCompute(arithmetic.Operators[i - 1], total, operand.Value, out total))
            {
                return Faults.Overflow(arithmetic);
            }
        }

        return new LongValue(total);
    }

    private EvaluationResult EvaluateGet(Expression.GetAttribute get)
    {
        var target = Evaluate(get.Target);
        return target.Fault is not null ? target : Operators.GetAttribute(_store, get, target.Value!);
    }

    private EvaluationResult EvaluateHas(Expression.HasAttribute has)
    {
        var target = Evaluate(has.Target);
        return target.Fault is not null ? target : Operators.HasPath(_store, has, target.Value!);
    }

    private EvaluationResult EvaluateLike(Expression.Like like)
    {
        var target = Evaluate(like.Target);
        return target.Fault is not null ? target
            : target.Value is StringValue text ? like.Pattern.IsMatch(text.Value)
            : Faults.WrongType(like.Target, "a string", target.Value!);
    }

    private EvaluationResult EvaluateIs(Expression.Is expression)
    {
        var target = Evaluate(expression.Target);
        if (target.Fault is not null)
        {
            return target;
        }

        if (target.Value is not EntityUid uid)
        {
            return Faults.WrongType(expression.Target, "an entity", target.Value!);
        }

        if (uid.Type != expression.Type.Name || expression.Ancestor is null)
        {
            return uid.Type == expression.Type.Name;
        }

        var ancestor = Evaluate(expression.Ancestor);
        return ancestor.Fault is not null ? ancestor
            : Operators.In(_store, expression.Target, uid, expression.Ancestor, ancestor.Value!);
    }

    private EvaluationFault? EvaluateAll(Expression[] expressions, Value[] values)
    {
        for (var i = 0; i < expressions.Length; i++)
        {
            var result = Evaluate(expressions[i]);
            if (result.Fault is not null)
            {
                return result.Fault;
            }

            values[i] = result.Value!;
        }

        return null;
    }

    private EvaluationResult EvaluateSet(Expression.Set set)
    {
        if (set.Constant is { } constant)
        {
            return constant;
        }

        var elements = new Value[set.Elements.Length];
        return EvaluateAll(set.Elements, elements) is { } fault ? fault : new SetValue(elements.AsSpan());
    }

    private EvaluationResult EvaluateRecord(Expression.Record record)
    {
        if (record.Constant is { } constant)
        {
            return constant;
        }

        var values = new Value[record.Values.Length];
        return EvaluateAll(record.Values, values) is { } fault ? fault : new RecordValue(record.Names, values);
    }

    private EvaluationResult EvaluateCall(Expression.Call call)
    {
        if (call.Constant is { } constant)
        {
            return constant;
        }

        // No function takes more than two arguments, so they need no array; the rest is evaluated for its faults alone.
        Value? first = null;
        Value? second = null;
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            var result = Evaluate(call.Arguments[i]);
            if (result.Fault is not null)
            {
                return result;
            }

            (first, second) = i == 0 ? (result.Value, second) : (first, result.Value);
        }

        var signature = FunctionSignature.Of(call.Function);
        return call.Arguments.Length != signature.ArgumentCount
            ? Faults.WrongArgumentCount(call, signature, call.Arguments.Length)
            : Functions.Call(_store, call, first!, second);
    }
}
