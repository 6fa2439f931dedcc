namespace RemoteDev.Cedar.Authorization;

/// <summary>The levels of the scope index, outermost first: actions have the fewest ancestors, so they branch least.</summary>
internal enum ScopeDimension
{
    Action,
    Principal,
    Resource,

    /// <summary>Below all three: the policies.</summary>
    Policies,
}
