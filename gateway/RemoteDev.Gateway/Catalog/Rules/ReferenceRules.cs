using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What entries say of each other: everything named exists, and no vendor works for itself.</summary>
internal static class ReferenceRules
{
    public static void Check(CatalogSnapshot before, CatalogSnapshot after, List<CatalogFault> faults)
    {
        foreach (var vendor in after.Vendors.Values)
        {
            var path = CatalogKind.Vendor.Path(vendor.Name);
            Exists(vendor.Parent, CatalogKind.Vendor, before.Vendors.Keys, after.Vendors, $"{path}/parent", faults);
            if (WorksForItself(vendor, after))
            {
                faults.Add(new CatalogFault($"{path}/parent", $"'{vendor.Parent}' works for {vendor.Name} itself"));
            }
        }

        foreach (var person in after.People.Values)
        {
            var path = CatalogKind.Person.Path(person.Login);
            Exists(person.Vendor, CatalogKind.Vendor, before.Vendors.Keys, after.Vendors, $"{path}/vendor", faults);
            for (var i = 0; i < person.Roles.Length; i++)
            {
                Exists(person.Roles[i], CatalogKind.Role, before.Roles.Keys, after.Roles, $"{path}/roles[{i}]", faults);
            }
        }

        ProviderReferences.Check(before, after, faults);
        DocumentRules.Check(before, after, faults);
        ServiceRules.Check(before, after, faults);
        foreach (var environment in after.Environments.Values)
        {
            var path = CatalogKind.Environment.Path(environment.Name);
            Exists(environment.Project, CatalogKind.Project, before.Projects.Keys, after.Projects, $"{path}/project", faults);
        }

        foreach (var repository in after.Repositories.Values)
        {
            var path = CatalogKind.Repository.Path(repository.FullName);
            Exists(repository.Project, CatalogKind.Project, before.Projects.Keys, after.Projects, $"{path}/project", faults);
        }
    }

    /// <summary>A fault when something names what is not there, or names still what would be removed.</summary>
    public static void Exists<T>(
        string? name, CatalogKind kind, IReadOnlyCollection<string> before, IReadOnlyDictionary<string, T> after, string path, List<CatalogFault> faults)
    {
        if (name is null || after.ContainsKey(name))
        {
            return;
        }

        faults.Add(before.Contains(name, StringComparer.Ordinal)
            ? new CatalogFault(kind.Path(name), $"cannot be removed while {path} names it")
            : new CatalogFault(path, $"names {kind.Article()} '{Policy.Faults.Spelling.Cut(name)}' that is not in the catalogue{EntryFaults.Suggest(name, after.Keys)}"));
    }

    private static bool WorksForItself(VendorEntry vendor, CatalogSnapshot snapshot)
    {
        var steps = snapshot.Vendors.Count;
        for (var next = vendor.Parent; next is not null && steps-- > 0; next = snapshot.Vendors.GetValueOrDefault(next)?.Parent)
        {
            if (next == vendor.Name)
            {
                return true;
            }
        }

        return false;
    }
}
