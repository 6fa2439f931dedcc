using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Surveying;

/// <summary>Actions on the same types of resource that no policy can tell apart.</summary>
/// <param name="Members">All of them, in the order of the schema.</param>
internal sealed record ActionGroup(IReadOnlyList<ActionDefinition> Members)
{
    /// <summary>Stands for all of them.</summary>
    public ActionDefinition First => Members[0];

    /// <summary>The policies of each state whose scope they meet.</summary>
    public required PolicyBits[] Scope { get; init; }
}
