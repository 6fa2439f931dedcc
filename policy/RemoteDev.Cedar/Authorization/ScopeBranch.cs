using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Authorization;

/// <summary>What the index holds for one entity named in scopes.</summary>
internal sealed class ScopeBranch(EntityUid entity)
{
    public EntityUid Entity { get; } = entity;

    /// <summary>Scopes that name exactly the entity (<c>==</c>).</summary>
    public ScopeNode? Same { get; set; }

    /// <summary>Scopes that name the entity and all below it (<c>in</c>).</summary>
    public ScopeNode? Within { get; set; }
}
