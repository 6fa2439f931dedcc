using System.Collections.Frozen;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>The catalogue as it was read from the database, not yet trusted to hold together.</summary>
/// <param name="Policies">The newest version of the policy and, while none loads, the ones before it.</param>
internal sealed record StoredCatalog(
    long Version,
    IReadOnlyList<VendorEntry> Vendors,
    IReadOnlyList<RoleEntry> Roles,
    IReadOnlyList<DocumentEntry> Documents,
    IReadOnlyList<ProviderEntry> Providers,
    IReadOnlyList<PersonEntry> People,
    IReadOnlyList<ServiceEntry> Services,
    IReadOnlyList<ProjectEntry> Projects,
    IReadOnlyList<EnvironmentEntry> Environments,
    IReadOnlyList<RepositoryEntry> Repositories,
    IReadOnlyList<WindowText> Windows,
    IReadOnlyList<NetworkEntry> Networks,
    IReadOnlyList<StoredPolicy> Policies)
{
    /// <summary>
    /// A snapshot of what loads. A window that no longer loads is left out and so is never open. Of the policy the newest version
    /// that loads is served. It may permit what a newer one was saved to forbid, which is said loudly; but it is a policy that was
    /// checked and consented to, and a client's work does not stop for a rotten row. When no version loads, nothing is permitted.
    /// </summary>
    public CatalogSnapshot ToSnapshot()
    {
        var faults = new List<CatalogFault>();
        var windows = new Dictionary<string, WindowEntry>(StringComparer.Ordinal);
        foreach (var text in Windows)
        {
            var reading = WindowDefinition.Read(text);
            if (reading.Succeeded)
            {
                windows[text.Name] = new WindowEntry(text, reading.Definition);
            }

            faults.AddRange(reading.Faults.Select(fault => new CatalogFault($"{CatalogKind.Window.Path(text.Name)}/{fault.Field}", fault.Message)));
        }

        var served = Policies.FirstOrDefault(policy => policy.Bundle is not null);
        faults.AddRange(Policies.SelectMany(policy => policy.Faults.Select(fault => fault with { Message = $"version {policy.Entry.Number}: {fault.Message}" })));
        return new CatalogSnapshot
        {
            Version = Version,
            Vendors = Vendors.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            Roles = Roles.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            Documents = Documents.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            Providers = Providers.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            People = People.ToFrozenDictionary(entry => entry.Login, StringComparer.Ordinal),
            Services = Services.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            Projects = Projects.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            Environments = Environments.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            Repositories = Repositories.ToFrozenDictionary(entry => entry.FullName, StringComparer.Ordinal),
            Windows = windows.ToFrozenDictionary(StringComparer.Ordinal),
            Networks = Networks.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            Policy = served?.Entry,
            Bundle = served?.Bundle ?? PolicyBundle.Empty,
            LastPolicy = Policies.Count > 0 ? Policies[0].Entry.Number : 0,
            Unreadable =
            [
                .. Policies.Where(policy => policy.Bundle is null)
                    .Select(policy => new UnreadablePolicy(policy.Entry.Number, policy.Entry.Author, policy.Entry.SavedAt, policy.Faults)),
            ],
            LoadFaults = [.. faults],
        };
    }
}
