using System.Globalization;
using RemoteDev.Cedar;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Comparing;

/// <summary>Names sets of resources: by project when everything in it is meant that the actions can be done to, and only then.</summary>
internal sealed class ResourceWords
{
    private const int MostNames = 5;

    private readonly List<EntityUid> _all;
    private readonly Dictionary<EntityUid, string> _projects = [];

    public ResourceWords(IEnumerable<PolicyWorld> worlds, IEnumerable<EntityUid> all)
    {
        _all = [.. all];
        foreach (var facts in worlds.Select(world => world.Facts))
        {
            foreach (var project in facts.Projects)
            {
                _projects[Uids.Project(project.Name)] = project.Name;
            }

            foreach (var environment in facts.Environments)
            {
                _projects[Uids.Environment(environment.Name)] = environment.Project;
            }

            foreach (var repository in facts.Repositories)
            {
                _projects[Uids.Repository(repository.FullName)] = repository.Project;
            }
        }

        foreach (var branch in _all.Where(uid => uid.Type == EntityTypes.Branch))
        {
            if (_projects.TryGetValue(Uids.Repository(RepositoryOf(branch)), out var project))
            {
                _projects[branch] = project;
            }
        }
    }

    /// <summary>The words for some resources.</summary>
    /// <param name="resources">The resources.</param>
    /// <param name="types">Every type that the actions speak about.</param>
    public string Of(IEnumerable<EntityUid> resources, IReadOnlySet<string> types)
    {
        var rest = resources.ToHashSet();
        var universe = _all.Where(uid => types.Contains(uid.Type)).ToList();
        if (universe.Count > 1 && rest.IsSupersetOf(universe))
        {
            return "everything";
        }

        var words = new List<string>();
        Take(universe.Where(_projects.ContainsKey).GroupBy(uid => _projects[uid], StringComparer.Ordinal), name => name);
        Take(
            universe.GroupBy(uid => uid.Type, StringComparer.Ordinal),
            type => type == EntityTypes.Gateway ? "the gateway" : $"every {Kind(type)}");
        Take(
            universe.Where(_projects.ContainsKey).GroupBy(uid => (_projects[uid], uid.Type)),
            key => $"the {Plural(key.Item2)} of {key.Item1}");
        Take(
            universe.Where(uid => uid.Type == EntityTypes.Branch).GroupBy(RepositoryOf, StringComparer.Ordinal),
            name => $"the branches of {name}");
        var named = rest.OrderBy(uid => uid.Type, StringComparer.Ordinal).ThenBy(uid => uid.Id, StringComparer.Ordinal).Select(Name).ToList();
        if (named.Count <= MostNames + 1)
        {
            return PeopleWords.Join([.. words, .. named]);
        }

        var more = string.Create(CultureInfo.InvariantCulture, $"{named.Count - MostNames} more");
        return $"{string.Join(", ", [.. words, .. named.Take(MostNames)])} and {more}";

        void Take<TKey>(IEnumerable<IGrouping<TKey, EntityUid>> groups, Func<TKey, string> name)
        {
            foreach (var group in groups)
            {
                var members = group.ToList();
                if (rest.IsSupersetOf(members) && (members.Count > 1 || group.Key is string))
                {
                    words.Add(name(group.Key));
                    rest.ExceptWith(members);
                }
            }
        }
    }

    private static string Name(EntityUid uid) => uid.Type switch
    {
        EntityTypes.Gateway => "the gateway",
        EntityTypes.Branch when uid.Id.EndsWith($":{Catalogue.OtherBranches}", StringComparison.Ordinal) => $"other branches of {RepositoryOf(uid)}",
        _ => $"{Kind(uid.Type)} {uid.Id}",
    };

    private static string RepositoryOf(EntityUid branch) => branch.Id.Split(':', 2)[0];

    private static string Kind(string type) => type[(type.LastIndexOf(':') + 1)..].ToLowerInvariant();

    private static string Plural(string type) => type switch
    {
        EntityTypes.Repository => "repositories",
        EntityTypes.Branch => "branches",
        _ => $"{Kind(type)}s",
    };
}
