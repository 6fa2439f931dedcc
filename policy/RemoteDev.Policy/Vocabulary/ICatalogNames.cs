namespace RemoteDev.Policy.Vocabulary;

/// <summary>What exists, so that a policy that names something else is noticed when it is loaded.</summary>
public interface ICatalogNames
{
    /// <summary>
    /// The ids of an entity type (<see cref="EntityTypes"/>) that exist; null when the type has no closed list, as branches.
    /// </summary>
    IReadOnlySet<string>? IdsOf(string entityType);

    /// <summary>The names that <c>context.source.networks</c> can hold. To the language they are texts like any other.</summary>
    IReadOnlySet<string> Networks { get; }
}
