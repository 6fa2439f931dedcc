using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.World;

namespace RemoteDev.Gateway.Authorize.Decisions;

/// <summary>The catalogue in policy's own words.</summary>
internal static class CatalogFacts
{
    public static WorldFacts Of(CatalogSnapshot catalog) => new()
    {
        People = [.. catalog.People.Values.Select(Person)],
        Roles = [.. catalog.Roles.Keys],
        Vendors = [.. catalog.Vendors.Values.Select(v => new WorldVendor(v.Name, v.Parent))],
        Projects = [.. catalog.Projects.Values.Select(p => new WorldProject(p.Name))],
        Environments = [.. catalog.Environments.Values.Select(e => new WorldEnvironment(e.Name, e.Project, e.Kind, e.Classification))],
        Repositories = [.. catalog.Repositories.Values.Select(Repository)],
        Windows = [.. catalog.Windows.Values.Select(w => w.Definition)],
    };

    private static WorldPerson Person(PersonEntry person) => new(person.Login)
    {
        Email = person.Email,
        Vendor = person.Vendor,
        Roles = person.Roles,
        Suspended = person.Suspended,
        Attestations = person.Attestations.ToImmutableDictionary(a => a.Kind, a => Instant.FromDateTimeOffset(a.ExpiresAt), StringComparer.Ordinal),
    };

    private static WorldRepository Repository(RepositoryEntry repository) =>
        new(repository.Project, repository.Name, repository.Classification) { ProtectedBranches = repository.ProtectedBranches };
}
