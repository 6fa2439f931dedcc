using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Cedar.Syntax;

/// <summary>Either what the text says, or everything found wrong with it; never half of each.</summary>
/// <typeparam name="T">What a sound text becomes.</typeparam>
public sealed class ParseResult<T>
    where T : class
{
    internal ParseResult(T value) => Value = value;

    internal ParseResult(IReadOnlyList<SyntaxFault> faults) => Faults = faults;

    /// <summary>Whether the text was sound.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;

    /// <summary>What the text says; null when it has faults.</summary>
    public T? Value { get; }

    /// <summary>The faults in the order of the text; empty when it is sound.</summary>
    public IReadOnlyList<SyntaxFault> Faults { get; } = [];
}
