using System.Collections.Immutable;
using RemoteDev.Cedar;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Comparing;

/// <summary>Names sets of actions on a type of resource: by group when every action of the group that the type knows is meant.</summary>
internal static class ActionWords
{
    private const string Everything = "every action";

    /// <summary>The names, groups first. Sets of actions on different types of resource go together when their names are equal.</summary>
    public static ImmutableArray<string> Of(IReadOnlyCollection<ActionDefinition> actions, string resourceType)
    {
        var known = Actions.All.Where(action => action.ResourceTypes.Contains(resourceType, StringComparer.Ordinal)).ToList();
        if (known.Count == actions.Count)
        {
            return [Everything];
        }

        var rest = actions.ToHashSet();
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var group in Actions.Groups)
        {
            var members = known.Where(action => group.Equals(action.Group)).ToList();
            if (members.Count > 0 && rest.IsSupersetOf(members))
            {
                names.Add(group.Id);
                rest.ExceptWith(members);
            }
        }

        names.AddRange(Actions.All.Where(rest.Contains).Select(action => action.Name));
        return names.ToImmutable();
    }

    /// <summary>The names of what is meant in the end: a group of which one action is meant is that action.</summary>
    public static IReadOnlyList<string> Final(IEnumerable<string> names, IReadOnlyCollection<ActionDefinition> actions) =>
        actions.Count == 1 ? [actions.First().Name] : [.. names.Select(name => Only(name, actions) ?? name)];

    /// <summary>Every type of resource that a name speaks about.</summary>
    public static IEnumerable<string> ResourceTypes(string name) => name == Everything
        ? Actions.All.SelectMany(action => action.ResourceTypes)
        : Actions.All.Where(action => action.Name == name || action.Group?.Id == name).SelectMany(action => action.ResourceTypes);

    private static string? Only(string name, IEnumerable<ActionDefinition> actions) =>
        actions.Where(action => action.Group is { } group && group.Equals(new EntityUid(EntityTypes.Action, name))).Take(2).ToList() is [var only] ? only.Name : null;
}
