using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>The names of one catalogue, but the people of another.</summary>
internal sealed class NamesWithPeople(ICatalogNames names, ICatalogNames people) : ICatalogNames
{
    public IReadOnlySet<string>? IdsOf(string entityType) => (entityType == EntityTypes.User ? people : names).IdsOf(entityType);

    public IReadOnlySet<string> Networks => names.Networks;
}
