using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation;

/// <summary>The methods of the extension types.</summary>
internal static class ExtensionMethods
{
    public static EvaluationResult Decimal(Expression.Call call, Value first, Value? second) =>
        WrongArgument<DecimalValue, DecimalValue>(call, first, second, "a decimal", "a decimal") is { } fault
            ? fault
            : Operators.Holds(OrderOf(call.Function), first.Scalar, second!.Scalar);

    public static EvaluationResult Ip(Expression.Call call, Value first, Value? second) =>
        WrongArgument<IpValue, IpValue>(call, first, second, "an IP address", "an IP address") is { } fault
            ? fault
            : Holds(call.Function, (IpValue)first, (IpValue?)second);

    public static EvaluationResult Time(Expression.Call call, Value first, Value? second)
    {
        var wrong = call.Function switch
        {
            >= Function.ToMilliseconds => WrongArgument<DurationValue, DurationValue>(call, first, second, "a duration", "a duration"),
            Function.Offset => WrongArgument<DatetimeValue, DurationValue>(call, first, second, "a datetime", "a duration"),
            _ => WrongArgument<DatetimeValue, DatetimeValue>(call, first, second, "a datetime", "a datetime"),
        };
        if (wrong is not null)
        {
            return wrong;
        }

        if (!TryTime(call.Function, first.Scalar, second is null ? 0 : second.Scalar, out var result))
        {
            return Faults.Overflow(call);
        }

        return TimeResult(call.Function) switch
        {
            ValueKind.Datetime => new DatetimeValue(result),
            ValueKind.Duration => new DurationValue(result),
            _ => new LongValue(result),
        };
    }

    /// <summary>The operator that a comparison of decimals stands for.</summary>
    public static BinaryOperator OrderOf(Function function) => function switch
    {
        Function.DecimalLessThan => BinaryOperator.Less,
        Function.DecimalLessThanOrEqual => BinaryOperator.LessOrEqual,
        Function.DecimalGreaterThan => BinaryOperator.Greater,
        _ => BinaryOperator.GreaterOrEqual,
    };

    /// <summary>What a method of IP addresses says; only <c>isInRange</c> has a second.</summary>
    public static bool Holds(Function function, IpValue ip, IpValue? range) => function switch
    {
        Function.IsIpv4 => !ip.IsV6,
        Function.IsIpv6 => ip.IsV6,
        Function.IsLoopback => ip.IsLoopback,
        Function.IsMulticast => ip.IsMulticast,
        _ => ip.IsInRange(range!),
    };

    /// <summary>What a method of datetimes or durations makes.</summary>
    public static ValueKind TimeResult(Function function) => function switch
    {
        Function.Offset or Function.ToDate => ValueKind.Datetime,
        Function.DurationSince or Function.ToTime => ValueKind.Duration,
        _ => ValueKind.Long,
    };

    /// <summary>What a method of datetimes or durations comes to, in milliseconds or in its unit; false when it does not fit 64 bits.</summary>
    public static bool TryTime(Function function, long first, long second, out long result)
    {
        switch (function)
        {
            case Function.Offset:
                return Operators.TryCompute(BinaryOperator.Add, first, second, out result);
            case Function.DurationSince:
                return Operators.TryCompute(BinaryOperator.Subtract, first, second, out result);
            case Function.ToDate:
                return Operators.TryCompute(BinaryOperator.Subtract, first, TimeOfDay(first), out result);
            case Function.ToTime:
                result = TimeOfDay(first);
                return true;
            default:
                result = first / function switch
                {
                    Function.ToMilliseconds => 1,
                    Function.ToSeconds => DurationValue.Second,
                    Function.ToMinutes => DurationValue.Minute,
                    Function.ToHours => DurationValue.Hour,
                    _ => DurationValue.Day,
                };
                return true;
        }
    }

    private static long TimeOfDay(long instant)
    {
        // The remainder takes the sign of the instant; a day starts before every instant in it, also before 1970.
        var time = instant % DurationValue.Day;
        return time < 0 ? time + DurationValue.Day : time;
    }

    private static EvaluationFault? WrongArgument<TFirst, TSecond>(
        Expression.Call call, Value first, Value? second, string firstType, string secondType)
        where TFirst : Value
        where TSecond : Value =>
        first is not TFirst ? Faults.WrongType(call.Arguments[0], firstType, first)
        : second is not (null or TSecond) ? Faults.WrongType(call.Arguments[1], secondType, second)
        : null;
}
