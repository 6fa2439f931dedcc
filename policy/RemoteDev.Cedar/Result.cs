using System.Diagnostics.CodeAnalysis;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar;

/// <summary>Either what the text says, or everything found wrong with it; never half of each.</summary>
/// <typeparam name="T">What a sound text becomes.</typeparam>
public sealed class Result<T>
    where T : class
{
    internal Result(T value) => Value = value;

    internal Result(IReadOnlyList<SyntaxFault> faults) => Faults = faults;

    /// <summary>Whether the text was sound.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;

    /// <summary>What the text says; null when it has faults.</summary>
    public T? Value { get; }

    /// <summary>The faults in the order of the text; empty when it is sound.</summary>
    public IReadOnlyList<SyntaxFault> Faults { get; } = [];
}
