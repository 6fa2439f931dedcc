using RemoteDev.Cedar;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Previewing;

/// <summary>Who can do what: the answers of the engine for every person, action and resource that fit together.</summary>
public static class Preview
{
    /// <summary>
    /// The rows in the order of people, resources and actions. Worked out while it is read, so a caller that shows a page stops after it.
    /// </summary>
    public static IEnumerable<PreviewRow> WhoCanDoWhat(PolicyBundle bundle, PolicyWorld world, PreviewQuestion question)
    {
        var engine = new PolicyEngine(bundle);
        var people = question.People.IsEmpty ? world.Facts.People.Select(person => person.Login) : question.People;
        var actions = question.Actions.IsEmpty
            ? [.. Actions.All]
            : question.Actions.Select(action => Actions.Find(action.Id)).OfType<ActionDefinition>().ToList();
        var resources = question.Resources.IsEmpty ? [.. All(world)] : question.Resources;
        return
            from person in people
            from resource in resources
            from action in actions
            where action.ResourceTypes.Contains(resource.Type, StringComparer.Ordinal)
            let request = new DecisionRequest(Uids.Principal(person), action.Uid, resource, question.Context)
            select new PreviewRow(person, action.Uid, resource, engine.Judge(world, request));
    }

    private static IEnumerable<EntityUid> All(PolicyWorld world) =>
    [
        .. world.Facts.Environments.Select(environment => Uids.Environment(environment.Name)),
        .. world.Facts.Repositories.Select(repository => Uids.Repository(repository.FullName)),
        .. world.Facts.Projects.Select(project => Uids.Project(project.Name)),
        Uids.Gateway,
    ];
}
