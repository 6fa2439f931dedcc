using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.World;

namespace RemoteDev.Gateway.Catalog;

/// <summary>The catalogue in the words of policy.</summary>
internal static class SnapshotWorld
{
    public static WorldFacts Facts(CatalogSnapshot snapshot) => new()
    {
        People = [.. snapshot.People.Values.Select(Person)],
        ServiceAccounts = [.. snapshot.Services.Values.Select(Service)],
        Roles = [.. snapshot.Roles.Keys],
        Vendors = [.. snapshot.Vendors.Values.Select(vendor => new WorldVendor(vendor.Name, vendor.Parent))],
        Projects = [.. snapshot.Projects.Keys.Select(name => new WorldProject(name))],
        Environments = [.. snapshot.Environments.Values.Select(entry => new WorldEnvironment(entry.Name, entry.Project, entry.Kind, entry.Classification))],
        Repositories = [.. snapshot.Repositories.Values.Select(Repository)],
        Windows = [.. snapshot.Windows.Values.Select(window => window.Definition)],
        Networks = [.. snapshot.Networks.Keys],
    };

    private static WorldPerson Person(PersonEntry person) => new(person.Login)
    {
        Email = person.Email,
        Vendor = person.Vendor,
        Roles = person.Roles,
        Suspended = person.Suspended,
        Attestations = person.Attestations.ToImmutableDictionary(
            paper => paper.Kind, paper => Instant.FromDateTimeOffset(paper.ExpiresAt), StringComparer.Ordinal),
    };

    private static WorldServiceAccount Service(ServiceEntry service) =>
        new(service.Name, service.Owner) { Vendor = service.Vendor, Roles = service.Roles, Suspended = service.Suspended };

    private static WorldRepository Repository(RepositoryEntry entry) =>
        new(entry.Project, entry.Name, entry.Classification) { ProtectedBranches = entry.ProtectedBranches };
}
