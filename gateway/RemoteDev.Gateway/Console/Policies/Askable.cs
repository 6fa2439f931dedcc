using RemoteDev.Cedar;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>What a page can ask policy about: the catalogue's resources, by the words that forms show and send.</summary>
internal static class Askable
{
    public static IEnumerable<EntityUid> Resources(CatalogSnapshot catalog) =>
    [
        .. catalog.Environments.Keys.Order(StringComparer.Ordinal).Select(Uids.Environment),
        .. catalog.Repositories.Keys.Order(StringComparer.Ordinal).Select(Uids.Repository),
        .. catalog.Projects.Keys.Order(StringComparer.Ordinal).Select(Uids.Project),
        Uids.Gateway,
    ];

    /// <summary>The resource of these words, or null.</summary>
    public static EntityUid? Find(CatalogSnapshot catalog, string? words) =>
        words is { Length: > 0 } ? Resources(catalog).FirstOrDefault(uid => EntityWords.Of(uid) == words) : null;

    /// <summary>The action or group of that name, or null.</summary>
    public static EntityUid? Action(string? name) =>
        Actions.Find(name ?? "")?.Uid ?? Actions.Groups.FirstOrDefault(group => group.Id == name);
}
