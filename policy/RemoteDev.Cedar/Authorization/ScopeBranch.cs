namespace RemoteDev.Cedar.Authorization;

/// <summary>What the tree of scopes holds for one entity named in them.</summary>
internal sealed class ScopeBranch
{
    /// <summary>Scopes that name exactly the entity (<c>==</c>).</summary>
    public ScopeNode? Same { get; set; }

    /// <summary>Scopes that name the entity and all below it (<c>in</c>).</summary>
    public ScopeNode? Within { get; set; }
}
