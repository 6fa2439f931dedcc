using System.Collections.Frozen;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>The catalogue as it was read from the database, not yet trusted to hold together.</summary>
internal sealed record StoredCatalog(
    long Version,
    IReadOnlyList<VendorEntry> Vendors,
    IReadOnlyList<RoleEntry> Roles,
    IReadOnlyList<PersonEntry> People,
    IReadOnlyList<ProjectEntry> Projects,
    IReadOnlyList<EnvironmentEntry> Environments,
    IReadOnlyList<RepositoryEntry> Repositories,
    IReadOnlyList<WindowText> Windows,
    PolicyEntry? Policy)
{
    /// <summary>
    /// A snapshot of what loads. A window that no longer loads is left out and so is never open. A policy that no longer loads is left
    /// out and nothing is permitted: an older version may permit what this one was saved to forbid.
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

        var bundle = Policy is null ? null : PolicyBundle.Load(PolicyEntry.TextFile, Policy.Text, names: null);
        faults.AddRange((bundle?.Faults ?? []).Select(fault => new CatalogFault(PolicyEntry.TextPath, fault.Message, fault.File, fault.Line, fault.Column)));
        return new CatalogSnapshot
        {
            Version = Version,
            Vendors = Vendors.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            Roles = Roles.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            People = People.ToFrozenDictionary(entry => entry.Login, StringComparer.Ordinal),
            Projects = Projects.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            Environments = Environments.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal),
            Repositories = Repositories.ToFrozenDictionary(entry => entry.FullName, StringComparer.Ordinal),
            Windows = windows.ToFrozenDictionary(StringComparer.Ordinal),
            Policy = Policy,
            Bundle = bundle?.Bundle ?? PolicyBundle.Empty,
            LoadFaults = [.. faults],
        };
    }
}
