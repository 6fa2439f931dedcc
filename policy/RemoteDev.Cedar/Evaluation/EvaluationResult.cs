using System.Runtime.InteropServices;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation;

/// <summary>A value or a fault. Two references, so it travels in registers.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct EvaluationResult
{
    private EvaluationResult(Value? value, EvaluationFault? fault) => (Value, Fault) = (value, fault);

    /// <summary>The value; null when there is a fault.</summary>
    public Value? Value { get; }

    /// <summary>The fault; null when there is a value.</summary>
    public EvaluationFault? Fault { get; }

    public static implicit operator EvaluationResult(Value value) => new(value, fault: null);

    public static implicit operator EvaluationResult(bool value) => new(BoolValue.Of(value), fault: null);

    public static implicit operator EvaluationResult(EvaluationFault fault) => new(value: null, fault);
}
