using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>
/// What a provider may do when it acts itself: to its own people, what the administrator said it may, and nothing else. Its domains,
/// vendors and the roles that its rules name are held for everybody by <see cref="ProviderReferences"/>.
/// </summary>
internal static class ProviderGuard
{
    public static void Check(string name, string via, CatalogSnapshot before, CatalogSnapshot after, IReadOnlySet<string> changed, List<CatalogFault> faults)
    {
        var people = CatalogKind.Person.Path("");
        if (before.Providers.GetValueOrDefault(name) is not { } provider)
        {
            faults.Add(new CatalogFault(CatalogKind.Provider.Path(name), "is not in the catalogue, so it changes nothing"));
            return;
        }

        foreach (var path in changed.Order(StringComparer.Ordinal))
        {
            if (!path.StartsWith(people, StringComparison.Ordinal))
            {
                faults.Add(new CatalogFault(path, $"is not a person, and the provider {name} changes nothing else"));
                continue;
            }

            var login = path[people.Length..];
            var at = new EntryFaults(path, faults);
            switch (before.People.GetValueOrDefault(login), after.People.GetValueOrDefault(login))
            {
                case (null, { } added):
                    Added(provider, added, at);
                    break;
                case ({ } was, { } becomes) when was.Provider == name && becomes.Provider == name:
                    Changed(provider, via, was, becomes, before, after, at);
                    break;
                default:
                    at.Add("", $"is not one of the people of the provider {name}, or would be so no longer");
                    break;
            }
        }
    }

    private static void Added(ProviderEntry provider, PersonEntry added, EntryFaults at)
    {
        if (added.Provider != provider.Name)
        {
            at.Add("provider", $"is not {provider.Name}, which adds the person");
        }
        else if (!provider.CreatesPeople)
        {
            at.Add("", $"is not in the catalogue, and the provider {provider.Name} may not add people");
        }

        if (!added.Attestations.IsEmpty || added.Roles.Except(added.ProviderRoles, StringComparer.Ordinal).Any())
        {
            at.Add("", $"has papers or roles that no rule of the provider {provider.Name} gives");
        }
    }

    private static void Changed(
        ProviderEntry provider, string via, PersonEntry was, PersonEntry becomes, CatalogSnapshot before, CatalogSnapshot after, EntryFaults at)
    {
        if (becomes.Vendor != was.Vendor || becomes.TimeZone != was.TimeZone || !becomes.Attestations.SequenceEqual(was.Attestations))
        {
            at.Add("", $"has an employer, a time zone and papers, which the provider {provider.Name} does not change");
        }

        if (!ByHand(was).ToHashSet(StringComparer.Ordinal).SetEquals(ByHand(becomes)))
        {
            at.Add("roles", $"were given by hand, which the provider {provider.Name} does not change");
        }

        if (was.Suspended && !becomes.Suspended && (via != Actor.Scim || was.SuspendedBy != Actor.OfProvider(provider.Name, via, null).Login))
        {
            at.Add("suspended", $"is suspended by somebody else than the directory of the provider {provider.Name}; an administrator restores such a person");
        }
        else if (was.Suspended && becomes.Suspended && was.SuspendedBy != becomes.SuspendedBy)
        {
            at.Add("suspended", "is suspended already, by somebody whose word stands");
        }

        // Whoever leaves the directory leaves, even the last; but a claim that fails to come does not take the house's last key away.
        if (!becomes.Suspended)
        {
            foreach (var role in was.Roles.Except(becomes.Roles, StringComparer.Ordinal).Where(role => IsLast(role, before, after)))
            {
                at.Add("roles", $"would leave the administrative role '{role}' without anybody who holds it and is not suspended");
            }
        }
    }

    /// <summary>Whether an administrative role that somebody held is held by nobody any more.</summary>
    public static bool IsLast(string role, CatalogSnapshot before, CatalogSnapshot after) =>
        before.Roles.GetValueOrDefault(role) is { Administrative: true } && GuardRules.Holders(before, role) > 0 && GuardRules.Holders(after, role) == 0;

    private static IEnumerable<string> ByHand(PersonEntry person) => person.Roles.Except(person.ProviderRoles, StringComparer.Ordinal);
}
