using RemoteDev.Policy.Obligations;

namespace RemoteDev.Policy.World;

/// <summary>A project: the scope that environments and repositories belong to.</summary>
/// <param name="Name">Its name.</param>
public sealed record WorldProject(string Name)
{
    /// <summary>What a permit obliges to where policies say nothing.</summary>
    public ObligationSet Defaults { get; init; } = ObligationSet.BuiltIn;
}
