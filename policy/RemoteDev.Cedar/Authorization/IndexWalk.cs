namespace RemoteDev.Cedar.Authorization;

/// <summary>Where a walk through the index has come to, level by level. Keeps its room between walks, so that the next allocates nothing.</summary>
internal sealed class IndexWalk
{
    private NumberList _keys = new();
    private NumberList _principals = new();
    private NumberList _resources = new();
    private NumberList _leaves = new();
    private NumberList _positions = new();

    /// <summary>Room for the keys of an entity.</summary>
    public ref NumberList Keys => ref _keys;

    /// <summary>Room for nodes and keys that may belong together.</summary>
    public ScopePair[] Pairs { get; } = new ScopePair[128];

    /// <summary>The places that the action leads to, where principals branch.</summary>
    public ref NumberList Principals => ref _principals;

    /// <summary>The places that the principal leads to, where resources branch.</summary>
    public ref NumberList Resources => ref _resources;

    /// <summary>The places that the resource leads to.</summary>
    public ref NumberList Leaves => ref _leaves;

    /// <summary>The policies there.</summary>
    public ref NumberList Positions => ref _positions;

    public void Clear()
    {
        _principals.Clear();
        _resources.Clear();
        _leaves.Clear();
        _positions.Clear();
    }
}
