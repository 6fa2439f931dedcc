using RemoteDev.Cedar;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.World;

/// <summary>Writes the facts as the entities of our schema.</summary>
internal static class WorldEntities
{
    private const string Client = "client";

    public static Result<EntityStore> Build(WorldFacts facts)
    {
        var builder = new EntityStoreBuilder().Add(Uids.Gateway);
        foreach (var role in facts.Roles)
        {
            builder.Add(Uids.Role(role));
        }

        foreach (var vendor in facts.Vendors)
        {
            builder.Add(Uids.Vendor(vendor.Name), vendor.Parent is { } parent ? [Uids.Vendor(parent)] : []);
        }

        foreach (var person in facts.People)
        {
            builder.Add(Uids.User(person.Login), Parents(person), Attributes(person));
        }

        foreach (var account in facts.ServiceAccounts)
        {
            var roles = account.Roles.Select(Uids.Role);
            builder.Add(
                Uids.ServiceAccount(account.Name), account.Vendor is { } vendor ? roles.Append(Uids.Vendor(vendor)) : roles, Attributes(account));
        }

        foreach (var project in facts.Projects)
        {
            builder.Add(Uids.Project(project.Name));
        }

        foreach (var environment in facts.Environments)
        {
            builder.Add(
                Uids.Environment(environment.Name),
                [Uids.Project(environment.Project)],
                RecordValue.Of(("kind", environment.Kind), ("classification", Uids.Classification(environment.Classification))));
        }

        foreach (var repository in facts.Repositories)
        {
            builder.Add(
                Uids.Repository(repository.FullName),
                [Uids.Project(repository.Project)],
                RecordValue.Of(("classification", Uids.Classification(repository.Classification))));
        }

        foreach (var window in facts.Windows)
        {
            builder.Add(Uids.Window(window.Name));
        }

        foreach (var group in Actions.Groups)
        {
            builder.Add(group);
        }

        foreach (var action in Actions.All)
        {
            builder.Add(action.Uid, action.Group is { } group ? [group] : []);
        }

        return builder.Build();
    }

    private static IEnumerable<EntityUid> Parents(WorldPerson person)
    {
        var roles = person.Roles.Select(Uids.Role);
        return person.Vendor is { } vendor ? roles.Append(Uids.Vendor(vendor)) : roles;
    }

    // With what a person has too, so that a rule about people that meets one is answered and does not fail: it has no papers.
    private static RecordValue Attributes(WorldServiceAccount account) => RecordValue.Of(
        ("email", ""),
        ("employer", account.Vendor ?? Client),
        ("attestations", new RecordValue([])),
        ("owner", Uids.User(account.Owner)),
        ("suspended", account.Suspended));

    private static RecordValue Attributes(WorldPerson person) => RecordValue.Of(
        ("email", person.Email),
        ("employer", person.Vendor ?? Client),
        ("attestations", new RecordValue(person.Attestations.Select(pair =>
            KeyValuePair.Create<string, Value>(pair.Key, ContextRecord.Datetime(pair.Value))))),
        ("suspended", person.Suspended));
}
