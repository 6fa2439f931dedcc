using System.Diagnostics.CodeAnalysis;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Testing;

/// <summary>What came of reading a world: the world, or every fault.</summary>
public sealed class WorldReading
{
    internal WorldReading(PolicyWorld world) => (World, Faults) = (world, []);

    internal WorldReading(IReadOnlyList<PolicyFault> faults) => Faults = faults;

    /// <summary>The world; null when there are faults.</summary>
    public PolicyWorld? World { get; }

    /// <summary>The faults, in the order of the file.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; }

    /// <summary>True when there is a world.</summary>
    [MemberNotNullWhen(true, nameof(World))]
    public bool Succeeded => World is not null;
}
