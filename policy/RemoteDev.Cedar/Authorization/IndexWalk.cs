namespace RemoteDev.Cedar.Authorization;

/// <summary>Where a walk through the index has come to, level by level. Keeps its room when cleared, so that the next walk allocates nothing.</summary>
internal sealed class IndexWalk
{
    private PositionList _positions = new();

    /// <summary>The places that the action leads to, where principals branch.</summary>
    public List<int> Principals { get; } = [];

    /// <summary>The places that the principal leads to, where resources branch.</summary>
    public List<int> Resources { get; } = [];

    /// <summary>The places that the resource leads to.</summary>
    public List<int> Leaves { get; } = [];

    /// <summary>The policies there.</summary>
    public ref PositionList Positions => ref _positions;

    public void Clear()
    {
        Principals.Clear();
        Resources.Clear();
        Leaves.Clear();
        _positions.Clear();
    }
}
