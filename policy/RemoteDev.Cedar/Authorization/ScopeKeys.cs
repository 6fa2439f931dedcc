namespace RemoteDev.Cedar.Authorization;

/// <summary>The keys of an entity. Keeps what they follow from, and nothing else of the entity: its data may be outdated, and gone.</summary>
internal sealed class ScopeKeys(Entity entity, int[] keys)
{
    private readonly EntityUid _uid = entity.Uid;
    private readonly EntityUid[] _ancestors = entity.AncestorArray;

    public ReadOnlySpan<int> Span => keys;

    public bool AreOf(Entity other) => ReferenceEquals(_uid, other.Uid) && ReferenceEquals(_ancestors, other.AncestorArray);
}
