using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RemoteDev.Cedar.Schema;

namespace RemoteDev.Cedar.Validation;

/// <summary>What typing an expression says of it.</summary>
/// <param name="Type">Its type; null when something was found wrong with it, so that nothing more is said about what it is part of.</param>
/// <param name="Proven">What is present when it is true.</param>
/// <param name="Reach">How its value is reached from the request; null when it is neither an entity nor holds one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Typed(CedarType? Type, ImmutableHashSet<Capability> Proven, EntityReach? Reach = null)
{
    public static ImmutableHashSet<Capability> Nothing { get; } = [];

    /// <summary>The type of what was found to be wrong.</summary>
    public static Typed Faulty { get; } = new(null, Nothing);

    public static implicit operator Typed(CedarType type) => new(type, Nothing);

    /// <summary>Both, the smaller put into the larger.</summary>
    public static ImmutableHashSet<Capability> Union(ImmutableHashSet<Capability> left, ImmutableHashSet<Capability> right) =>
        left.Count < right.Count ? right.Union(left) : left.Union(right);

    public static ImmutableHashSet<Capability> Intersection(ImmutableHashSet<Capability> left, ImmutableHashSet<Capability> right)
    {
        var (small, large) = left.Count < right.Count ? (left, right) : (right, left);
        return small.Count == 0 ? Nothing : [.. small.Where(large.Contains)];
    }
}
