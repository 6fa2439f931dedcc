using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Policy.Windows;

/// <summary>What came of reading a <see cref="WindowText"/>: a definition, or every fault in it.</summary>
public sealed class WindowReading
{
    internal WindowReading(WindowDefinition definition) => (Definition, Faults) = (definition, []);

    internal WindowReading(IReadOnlyList<WindowFault> faults) => Faults = faults;

    /// <summary>The definition; null when there are faults.</summary>
    public WindowDefinition? Definition { get; }

    /// <summary>All faults, in the order of the text.</summary>
    public IReadOnlyList<WindowFault> Faults { get; }

    /// <summary>True when there is a definition.</summary>
    [MemberNotNullWhen(true, nameof(Definition))]
    public bool Succeeded => Definition is not null;
}
