using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Cedar;

/// <summary>Either what was asked for, or everything that keeps it from being; never half of each.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed class Result<T>
    where T : class
{
    internal Result(T value) => Value = value;

    internal Result(IReadOnlyList<Finding> faults) => Faults = faults;

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;

    /// <summary>What was asked for; null when there are faults.</summary>
    public T? Value { get; }

    /// <summary>What is wrong, of a text in its order; empty when there is a value.</summary>
    public IReadOnlyList<Finding> Faults { get; } = [];
}
