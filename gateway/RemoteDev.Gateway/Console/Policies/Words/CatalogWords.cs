using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Console.Policies.Words;

/// <summary>The entity types with what this catalogue has of each.</summary>
internal static class CatalogWords
{
    // An editor's list is looked through by typing; what a very big catalogue has beyond this is typed whole.
    private const int MostIds = 5_000;

    public static IReadOnlyList<TypeWords> Of(CatalogSnapshot catalog) =>
    [
        new(EntityTypes.User, "a person", Some(catalog.People.Values.Select(person => new NamedWord(person.Login, About(person))))),
        new(EntityTypes.ServiceAccount, "a machine that uses git by itself", Some(catalog.Services.Values.Select(service => new NamedWord(service.Name, service.Description)))),
        new(EntityTypes.Role, "what people do", Some(catalog.Roles.Values.Select(role => new NamedWord(role.Name, role.DisplayName)))),
        new(EntityTypes.Vendor, "a company that works for the client", Some(catalog.Vendors.Values.Select(vendor => new NamedWord(vendor.Name, vendor.DisplayName)))),
        new(EntityTypes.Project, "environments and repositories of one project", Some(catalog.Projects.Values.Select(project => new NamedWord(project.Name, project.DisplayName)))),
        new(EntityTypes.Environment, "a development environment", Some(catalog.Environments.Values.Select(environment => new NamedWord(environment.Name, environment.DisplayName)))),
        new(EntityTypes.Repository, "a git repository", Some(catalog.Repositories.Select(pair => new NamedWord(pair.Key, pair.Value.DisplayName)))),
        new(EntityTypes.Branch, "a branch of a repository", Some(catalog.Repositories.SelectMany(Branches))),
        new(EntityTypes.Window, "a time window", Some(catalog.Windows.Values.Select(window => new NamedWord(window.Name, window.Definition.Zone.Id)))),
        new(EntityTypes.Classification, "how much something matters", [.. Classifications.All.Select(name => new NamedWord(name))]),
        new(EntityTypes.Gateway, "the gateway itself", [new(Uids.Gateway.Id)]),
        new(EntityTypes.Action, "what can be done", [.. Groups(), .. Actions.All.Select(action => new NamedWord(action.Name, action.Words))]),
    ];

    /// <summary>The shapes of the language, with the networks that exist: to the language their names are texts like any other.</summary>
    public static IReadOnlyDictionary<string, ShapeWords> Shapes(CatalogSnapshot catalog)
    {
        var context = LanguageWords.Shapes["context"];
        var source = context.Of!["source"];
        var networks = source.Of!["networks"] with { Values = [.. catalog.Networks.Keys.Order(StringComparer.Ordinal).Take(MostIds)] };
        return With(LanguageWords.Shapes, "context", context with { Of = With(context.Of, "source", source with { Of = With(source.Of, "networks", networks) }) });
    }

    private static Dictionary<string, ShapeWords> With(IReadOnlyDictionary<string, ShapeWords> shapes, string name, ShapeWords shape) =>
        new(shapes, StringComparer.Ordinal) { [name] = shape };

    private static IReadOnlyList<NamedWord> Some(IEnumerable<NamedWord> words) => [.. words.OrderBy(word => word.Name, StringComparer.Ordinal).Take(MostIds)];

    private static string About(PersonEntry person) => person.Vendor is null ? person.DisplayName : $"{person.DisplayName}, {person.Vendor}";

    private static IEnumerable<NamedWord> Branches(KeyValuePair<string, RepositoryEntry> repository) =>
        repository.Value.ProtectedBranches.Select(branch => new NamedWord($"{repository.Key}:{branch}", "protected"));

    private static IEnumerable<NamedWord> Groups() => Actions.Groups.Select(group => new NamedWord(
        group.Id, string.Join(", ", Actions.All.Where(action => group.Equals(action.Group)).Select(action => action.Name)), Group: true));
}
