using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation;

/// <summary>What functions and methods do with values. The number of arguments has been checked.</summary>
internal static class Functions
{
    public static EvaluationResult Call(EntityStore store, Expression.Call call, ReadOnlySpan<Value> arguments) => call.Function switch
    {
        Function.Contains => Set(call, arguments[0], out var fault) is { } set ? set.Contains(arguments[1]) : fault!,
        Function.ContainsAll or Function.ContainsAny => CompareSets(call, arguments),
        Function.IsEmpty => Set(call, arguments[0], out var fault) is { } set ? set.Count == 0 : fault!,
        Function.GetTag or Function.HasTag => Tag(store, call, arguments),
        Function.Decimal or Function.Ip or Function.Datetime or Function.Duration => Construct(call, arguments[0]),
        <= Function.DecimalGreaterThanOrEqual => ExtensionMethods.Decimal(call, arguments),
        <= Function.IsInRange => ExtensionMethods.Ip(call, arguments),
        <= Function.ToTime => ExtensionMethods.Datetime(call, arguments),
        _ => ExtensionMethods.Duration(call, arguments),
    };

    private static SetValue? Set(Expression.Call call, Value value, out EvaluationFault? fault, int argument = 0)
    {
        fault = value is SetValue ? null : Faults.WrongType(call.Arguments[argument], "a set", value);
        return value as SetValue;
    }

    private static EvaluationResult CompareSets(Expression.Call call, ReadOnlySpan<Value> arguments)
    {
        if (Set(call, arguments[0], out var fault) is not { } left || Set(call, arguments[1], out fault, argument: 1) is not { } right)
        {
            return fault!;
        }

        return call.Function == Function.ContainsAll ? left.ContainsAll(right) : left.ContainsAny(right);
    }

    private static EvaluationResult Tag(EntityStore store, Expression.Call call, ReadOnlySpan<Value> arguments)
    {
        if (arguments[0] is not EntityUid uid)
        {
            return Faults.WrongType(call.Arguments[0], "an entity", arguments[0]);
        }

        if (arguments[1] is not StringValue name)
        {
            return Faults.WrongType(call.Arguments[1], "a string", arguments[1]);
        }

        if (!store.TryGet(uid, out var entity))
        {
            return call.Function == Function.HasTag ? false : Faults.MissingEntity(call.Arguments[0], uid);
        }

        if (call.Function == Function.HasTag)
        {
            return entity.Tags.Contains(name.Value);
        }

        return entity.Tags.TryGet(name.Value, out var value) ? value : Faults.MissingTag(call, uid, name.Value);
    }

    private static EvaluationResult Construct(Expression.Call call, Value argument)
    {
        if (argument is not StringValue text)
        {
            return Faults.WrongType(call.Arguments[0], "a string", argument);
        }

        Value? value = call.Function switch
        {
            Function.Decimal => DecimalValue.Parse(text.Value),
            Function.Ip => IpValue.Parse(text.Value),
            Function.Datetime => DatetimeValue.Parse(text.Value),
            _ => DurationValue.Parse(text.Value),
        };
        return value is not null ? value : Faults.BadLiteral(call, FunctionSignature.Of(call.Function).Name, text.Value);
    }
}
