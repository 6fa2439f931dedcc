using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation;

/// <summary>The methods of the extension types.</summary>
internal static class ExtensionMethods
{
    public static EvaluationResult Decimal(Expression.Call call, Value first, Value? second)
    {
        if (WrongArgument<DecimalValue, DecimalValue>(call, first, second, "a decimal", "a decimal") is { } fault)
        {
            return fault;
        }

        var order = ((DecimalValue)first).TenThousandths.CompareTo(((DecimalValue)second!).TenThousandths);
        return call.Function switch
        {
            Function.DecimalLessThan => order < 0,
            Function.DecimalLessThanOrEqual => order <= 0,
            Function.DecimalGreaterThan => order > 0,
            _ => order >= 0,
        };
    }

    public static EvaluationResult Ip(Expression.Call call, Value first, Value? second)
    {
        if (WrongArgument<IpValue, IpValue>(call, first, second, "an IP address", "an IP address") is { } fault)
        {
            return fault;
        }

        var ip = (IpValue)first;
        return call.Function switch
        {
            Function.IsIpv4 => !ip.IsV6,
            Function.IsIpv6 => ip.IsV6,
            Function.IsLoopback => ip.IsLoopback,
            Function.IsMulticast => ip.IsMulticast,
            _ => ip.IsInRange((IpValue)second!),
        };
    }

    public static EvaluationResult Datetime(Expression.Call call, Value first, Value? second)
    {
        var wrong = call.Function == Function.Offset
            ? WrongArgument<DatetimeValue, DurationValue>(call, first, second, "a datetime", "a duration")
            : WrongArgument<DatetimeValue, DatetimeValue>(call, first, second, "a datetime", "a datetime");
        if (wrong is not null)
        {
            return wrong;
        }

        var instant = ((DatetimeValue)first).UnixMilliseconds;

        // The remainder takes the sign of the instant; a day starts before every instant in it, also before 1970.
        var time = instant % DurationValue.Day;
        time += time < 0 ? DurationValue.Day : 0;
        switch (call.Function)
        {
            case Function.Offset:
                return Operators.TryCompute(BinaryOperator.Add, instant, ((DurationValue)second!).Milliseconds, out var later)
                    ? new DatetimeValue(later)
                    : Faults.Overflow(call);
            case Function.DurationSince:
                return Operators.TryCompute(BinaryOperator.Subtract, instant, ((DatetimeValue)second!).UnixMilliseconds, out var length)
                    ? new DurationValue(length)
                    : Faults.Overflow(call);
            case Function.ToDate:
                return Operators.TryCompute(BinaryOperator.Subtract, instant, time, out var day)
                    ? new DatetimeValue(day)
                    : Faults.Overflow(call);
            default:
                return new DurationValue(time);
        }
    }

    public static EvaluationResult Duration(Expression.Call call, Value first, Value? second)
    {
        if (first is not DurationValue duration)
        {
            return Faults.WrongType(call.Arguments[0], "a duration", first);
        }

        return new LongValue(duration.Milliseconds / call.Function switch
        {
            Function.ToMilliseconds => 1,
            Function.ToSeconds => DurationValue.Second,
            Function.ToMinutes => DurationValue.Minute,
            Function.ToHours => DurationValue.Hour,
            _ => DurationValue.Day,
        });
    }

    private static EvaluationFault? WrongArgument<TFirst, TSecond>(
        Expression.Call call, Value first, Value? second, string firstType, string secondType)
        where TFirst : Value
        where TSecond : Value =>
        first is not TFirst ? Faults.WrongType(call.Arguments[0], firstType, first)
        : second is not (null or TSecond) ? Faults.WrongType(call.Arguments[1], secondType, second)
        : null;
}
