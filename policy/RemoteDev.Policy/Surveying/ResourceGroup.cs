using RemoteDev.Cedar;

namespace RemoteDev.Policy.Surveying;

/// <summary>Resources of one type that no policy can tell apart.</summary>
/// <param name="Members">All of them, in ordinal order.</param>
/// <param name="Stores">For each state, the entities in which the first can be found.</param>
/// <param name="IsSame">Whether every state that is looked at knows the same of them.</param>
internal sealed record ResourceGroup(IReadOnlyList<EntityUid> Members, EntityStore[] Stores, bool IsSame)
{
    /// <summary>Stands for all of them.</summary>
    public EntityUid Uid => Members[0];

    /// <summary>The policies of each state whose scope they meet.</summary>
    public required PolicyBits[] Scope { get; init; }
}
