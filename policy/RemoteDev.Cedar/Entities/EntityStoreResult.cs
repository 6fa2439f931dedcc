using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Cedar.Entities;

/// <summary>Either a store, or everything that keeps the entities from being one.</summary>
public sealed class EntityStoreResult
{
    internal EntityStoreResult(EntityStore store) => Store = store;

    internal EntityStoreResult(IReadOnlyList<EntityFault> faults) => Faults = faults;

    /// <summary>Whether there is a store.</summary>
    [MemberNotNullWhen(true, nameof(Store))]
    public bool Succeeded => Store is not null;

    /// <summary>The store; null when there are faults.</summary>
    public EntityStore? Store { get; }

    /// <summary>What is wrong; empty when there is a store.</summary>
    public IReadOnlyList<EntityFault> Faults { get; } = [];
}
