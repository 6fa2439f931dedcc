using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What a service account must be: owned by somebody who is here, bound to networks, and no administrator.</summary>
internal static class ServiceRules
{
    public static void Check(ServiceEntry entry, EntryFaults faults)
    {
        faults.Name("name", entry.Name);
        faults.Line("description", entry.Description, Limits.DisplayName);
        faults.Items("roles", entry.Roles, faults.Name);
        faults.Items("sources", entry.Sources, (field, network) => FieldRules.Network(faults, field, network));
        if (entry.Sources.IsEmpty)
        {
            faults.Add("sources", "is empty: a service account has no second factor, so it is accepted only from networks that are named here");
        }
    }

    /// <summary>What they say of the rest of the catalogue.</summary>
    public static void Check(CatalogSnapshot before, CatalogSnapshot after, List<CatalogFault> faults)
    {
        foreach (var service in after.Services.Values)
        {
            var path = CatalogKind.Service.Path(service.Name);
            ReferenceRules.Exists(service.Owner, CatalogKind.Person, before.People.Keys, after.People, $"{path}/owner", faults);
            ReferenceRules.Exists(service.Vendor, CatalogKind.Vendor, before.Vendors.Keys, after.Vendors, $"{path}/vendor", faults);
            for (var i = 0; i < service.Roles.Length; i++)
            {
                ReferenceRules.Exists(service.Roles[i], CatalogKind.Role, before.Roles.Keys, after.Roles, $"{path}/roles[{i}]", faults);
                if (after.Roles.GetValueOrDefault(service.Roles[i])?.Administrative == true)
                {
                    faults.Add(new CatalogFault($"{path}/roles[{i}]", "is a role of administrators, which only people hold"));
                }
            }

            // One who is suspended later keeps what they own, which is refused meanwhile.
            if (before.Services.GetValueOrDefault(service.Name)?.Owner != service.Owner && after.People.GetValueOrDefault(service.Owner)?.Suspended == true)
            {
                faults.Add(new CatalogFault($"{path}/owner", $"is suspended, so {service.Owner} cannot answer for it; name somebody else"));
            }
        }
    }
}
