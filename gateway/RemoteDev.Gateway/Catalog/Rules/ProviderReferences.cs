using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Faults;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>
/// What providers and people say of each other. That a provider vouches only for its own domains and vendors is held here, for
/// whoever edits: no door need remember it.
/// </summary>
internal static class ProviderReferences
{
    public static void Check(CatalogSnapshot before, CatalogSnapshot after, List<CatalogFault> faults)
    {
        foreach (var provider in after.Providers.Values)
        {
            var path = CatalogKind.Provider.Path(provider.Name);
            for (var i = 0; i < provider.Vendors.Length; i++)
            {
                ReferenceRules.Exists(provider.Vendors[i], CatalogKind.Vendor, before.Vendors.Keys, after.Vendors, $"{path}/vendors[{i}]", faults);
            }

            for (var i = 0; i < provider.Rules.Length; i++)
            {
                ReferenceRules.Exists(provider.Rules[i].Role, CatalogKind.Role, before.Roles.Keys, after.Roles, $"{path}/rules[{i}]/role", faults);
            }
        }

        foreach (var person in after.People.Values)
        {
            ReferenceRules.Exists(
                person.Provider, CatalogKind.Provider, before.Providers.Keys, after.Providers, $"{CatalogKind.Person.Path(person.Login)}/provider", faults);
            Vouched(person, person.Provider is { } name ? after.Providers.GetValueOrDefault(name) : null, faults);
        }

        Twice(after, faults);
    }

    private static void Vouched(PersonEntry person, ProviderEntry? provider, List<CatalogFault> faults)
    {
        var at = new EntryFaults(CatalogKind.Person.Path(person.Login), faults);
        if (person.Provider is null)
        {
            if (!person.ProviderRoles.IsEmpty)
            {
                at.Add("providerRoles", "is for people who sign in by a provider; give these roles in roles alone");
            }

            return;
        }

        if (provider is null)
        {
            return;
        }

        if (!provider.SpeaksFor(person.Vendor))
        {
            at.Add("vendor", $"is {(person.Vendor is { } vendor ? $"'{vendor}'" : "the client")}, for whose people the provider {provider.Name} does not speak; "
                + $"it speaks for {(provider.Vendors.IsEmpty ? "the client" : Words(provider.Vendors))}");
        }

        if (!provider.SpeaksForAddress(person.Email))
        {
            at.Add("email", $"'{Spelling.Cut(person.Email)}' is in a domain that the provider {provider.Name} does not speak for; it speaks for {Words(provider.Domains)}");
        }

        foreach (var role in person.ProviderRoles.Where(role => !person.Roles.Contains(role, StringComparer.Ordinal)))
        {
            at.Add("providerRoles", $"names '{Spelling.Cut(role)}', which is not among the roles");
        }

        foreach (var role in person.ProviderRoles.Except(provider.Roles, StringComparer.Ordinal))
        {
            at.Add("providerRoles", $"names '{Spelling.Cut(role)}', which no rule of the provider {provider.Name} gives");
        }
    }

    // By provider and address a person is found at their first sign-in; two would be somebody at random.
    private static void Twice(CatalogSnapshot after, List<CatalogFault> faults)
    {
        foreach (var same in after.People.Values.Where(person => person.Provider is not null)
            .GroupBy(person => (person.Provider, Email: person.Email.ToUpperInvariant())).Where(group => group.Skip(1).Any()))
        {
            var logins = same.Select(person => person.Login).Order(StringComparer.Ordinal).ToArray();
            faults.Add(new CatalogFault(
                $"{CatalogKind.Person.Path(logins[1])}/email", $"is also that of {logins[0]}, and both sign in by {same.Key.Provider}; each needs an address of their own"));
        }
    }

    private static string Words(IEnumerable<string> items) => string.Join(", ", items.Take(16));
}
