using System.Runtime.InteropServices;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>
/// A value on its way through a compiled expression, or the absence of one after a fault. Numbers, instants, lengths and booleans that
/// are worked out stay numbers: they become objects only when a set or record is made of them.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Operand
{
    private readonly Value? _value;
    private readonly long _scalar;
    private readonly ValueKind _kind;
    private readonly bool _exists;

    private Operand(Value? value, long scalar, ValueKind kind)
    {
        _value = value;
        _scalar = scalar;
        _kind = kind;
        _exists = true;
    }

    /// <summary>No value. What went wrong is worked out apart, by the evaluator that knows places and words.</summary>
    public static Operand Fault => default;

    public bool IsFault => !_exists;

    public ValueKind Kind => _kind;

    /// <summary>The number of a value that is one; see <see cref="Value.Scalar"/>.</summary>
    public long Scalar => _scalar;

    /// <summary>The value, when it is an object already; sets, records, texts, entities and addresses always are.</summary>
    public Value? Reference => _value;

    public Truth Truth => !_exists || _kind != ValueKind.Bool ? Truth.Fault : _scalar != 0 ? Truth.True : Truth.False;

    public static Operand Of(Value value) => new(value, value.Scalar, value.Kind);

    public static Operand Of(ValueKind kind, long scalar) => new(value: null, scalar, kind);

    public static Operand Of(Truth truth) => truth == Truth.Fault ? Fault : Of(ValueKind.Bool, (long)truth);

    /// <summary>Whether there is a value of that type.</summary>
    public bool Is(ValueKind kind) => _exists && _kind == kind;

    /// <summary>Cedar's <c>==</c>, of operands that both exist.</summary>
    public bool IsSame(in Operand other)
    {
        if (_kind != other._kind || _scalar != other._scalar)
        {
            return false;
        }

        // One of them is no object, so both are wholly in their number.
        return _value is null || other._value is null || ReferenceEquals(_value, other._value) || _value.Equals(other._value);
    }

    /// <summary>The value as an object.</summary>
    public Value ToValue() => _value ?? _kind switch
    {
        ValueKind.Bool => BoolValue.Of(_scalar != 0),
        ValueKind.Datetime => new DatetimeValue(_scalar),
        ValueKind.Duration => new DurationValue(_scalar),
        ValueKind.Decimal => new DecimalValue(_scalar),
        _ => new LongValue(_scalar),
    };
}
