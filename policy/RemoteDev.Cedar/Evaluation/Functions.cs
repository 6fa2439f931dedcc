using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation;

/// <summary>What functions and methods do with values. The number of arguments has been checked.</summary>
internal static class Functions
{
    public static EvaluationResult Call(EntityStore store, Expression.Call call, Value first, Value? second) => call.Function switch
    {
        Function.Contains => Set(call, first, out var fault) is { } set ? set.Contains(second!) : fault!,
        Function.ContainsAll or Function.ContainsAny => CompareSets(call, first, second),
        Function.IsEmpty => Set(call, first, out var fault) is { } set ? set.Count == 0 : fault!,
        Function.GetTag or Function.HasTag => Tag(store, call, first, second),
        Function.Decimal or Function.Ip or Function.Datetime or Function.Duration => Construct(call, first),
        <= Function.DecimalGreaterThanOrEqual => ExtensionMethods.Decimal(call, first, second),
        <= Function.IsInRange => ExtensionMethods.Ip(call, first, second),
        _ => ExtensionMethods.Time(call, first, second),
    };

    /// <summary>The value a constructor makes of a text, or null when the text does not spell one or the function is no constructor.</summary>
    public static Value? Construct(Function function, string text) => function switch
    {
        Function.Decimal => DecimalValue.Parse(text),
        Function.Ip => IpValue.Parse(text),
        Function.Datetime => DatetimeValue.Parse(text),
        Function.Duration => DurationValue.Parse(text),
        _ => null,
    };

    private static SetValue? Set(Expression.Call call, Value value, out EvaluationFault? fault, int argument = 0)
    {
        fault = value is SetValue ? null : Faults.WrongType(call.Arguments[argument], "a set", value);
        return value as SetValue;
    }

    private static EvaluationResult CompareSets(Expression.Call call, Value first, Value? second)
    {
        if (Set(call, first, out var fault) is not { } left || Set(call, second!, out fault, argument: 1) is not { } right)
        {
            return fault!;
        }

        return call.Function == Function.ContainsAll ? left.ContainsAll(right) : left.ContainsAny(right);
    }

    private static EvaluationResult Tag(EntityStore store, Expression.Call call, Value first, Value? second)
    {
        if (first is not EntityUid uid)
        {
            return Faults.WrongType(call.Arguments[0], "an entity", first);
        }

        if (second is not StringValue name)
        {
            return Faults.WrongType(call.Arguments[1], "a string", second!);
        }

        if (!store.TryGet(uid, out var entity))
        {
            return call.Function == Function.HasTag ? false : Faults.MissingEntity(call.Arguments[0], uid);
        }

        if (call.Function == Function.HasTag)
        {
            return entity.TagRecord.Contains(name.Value);
        }

        return entity.TagRecord.TryGet(name.Value, out var value) ? value : Faults.MissingTag(call, uid, name.Value);
    }

    private static EvaluationResult Construct(Expression.Call call, Value argument)
    {
        if (argument is not StringValue text)
        {
            return Faults.WrongType(call.Arguments[0], "a string", argument);
        }

        var value = Construct(call.Function, text.Value);
        return value is not null ? value : Faults.BadLiteral(call, FunctionSignature.Of(call.Function).Name, text.Value);
    }
}
