using System.Runtime.InteropServices;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Authorization;

/// <summary>What the index holds for one entity named in scopes.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ScopeBranch(EntityUid entity)
{
    /// <summary>The entity's hash, so that others are passed over without a look at them.</summary>
    private readonly int _hash = entity.GetHashCode();

    public EntityUid Entity { get; } = entity;

    /// <summary>Scopes that name exactly the entity (<c>==</c>).</summary>
    public ScopeNode? Same { get; set; }

    /// <summary>Scopes that name the entity and all below it (<c>in</c>).</summary>
    public ScopeNode? Within { get; set; }

    /// <summary>Whether the branch is for that entity.</summary>
    public readonly bool IsFor(EntityUid uid) => _hash == uid.GetHashCode() && Entity.Equals(uid);
}
