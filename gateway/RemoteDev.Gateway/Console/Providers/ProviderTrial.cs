using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;

namespace RemoteDev.Gateway.Console.Providers;

/// <summary>What a provider's rules, as they are typed, would make of somebody's claims, and of the people who are there. Changes nothing.</summary>
/// <param name="Matching">The rules that hold.</param>
/// <param name="Roles">The roles they give.</param>
/// <param name="SecondFactor">Whether the sign-in would count as having a second factor.</param>
/// <param name="Person">Who it would be, in words.</param>
/// <param name="Fate">What would come of the sign-in, in words; null when nothing stands against it.</param>
/// <param name="Changes">What saving the form would change on people who are in the catalogue.</param>
/// <param name="Faults">What stands against saving the form.</param>
internal sealed record ProviderTrial(
    ImmutableArray<RoleRule> Matching,
    ImmutableArray<string> Roles,
    string Employer,
    bool SecondFactor,
    string Person,
    string? Fate,
    ImmutableArray<CatalogChange> Changes,
    ImmutableArray<CatalogFault> Faults)
{
    // OpenID Connect Core 1.0, section 5.1; what Entra sends where no address is released.
    private static readonly string[] Addresses = ["email", "preferred_username", "upn"];

    public static ProviderTrial Of(CatalogRoom catalog, ProviderEntry provider, ProviderClaims claims, Actor actor)
    {
        var snapshot = catalog.Current;
        var outcome = catalog.Preview([new CatalogEdit.PutProvider(provider)], actor);
        var address = Addresses.SelectMany(name => claims.Values(name)).FirstOrDefault(value => value.Contains('@', StringComparison.Ordinal));
        var known = address is null ? null : Provisioner.Find(snapshot, provider.Name, address);
        var roles = RoleMapping.Of(provider, claims);
        return new ProviderTrial(
            [.. RoleMapping.Matching(provider, claims)],
            known is null ? roles : [.. known.Roles.Except(known.ProviderRoles, StringComparer.Ordinal).Union(roles, StringComparer.Ordinal)],
            Words(snapshot, known is null ? provider.Vendors.FirstOrDefault() : known.Vendor),
            RoleMapping.IsSecondFactor(provider, claims),
            Who(snapshot, address, known),
            WhyNot(provider, address, known),
            outcome is EditOutcome.Applied applied ? [.. applied.Changes.Where(change => change.Path.StartsWith(CatalogKind.Person.Path(""), StringComparison.Ordinal))] : [],
            outcome is EditOutcome.Refused refused ? refused.Faults : []);
    }

    private static string Words(CatalogSnapshot snapshot, string? vendor) =>
        vendor is null ? "The client" : snapshot.Vendors.GetValueOrDefault(vendor)?.DisplayName ?? vendor;

    private static string Who(CatalogSnapshot snapshot, string? address, PersonEntry? known) => (address, known) switch
    {
        (null, _) => "Nobody yet: no claim says an e-mail address",
        (_, { } person) => $"{person.DisplayName} ({person.Login})",
        _ => $"Somebody new, {NewLogin.Make(address, snapshot.People.ContainsKey)}",
    };

    private static string? WhyNot(ProviderEntry provider, string? address, PersonEntry? known) => (address, known) switch
    {
        (null, _) => null,
        (_, { Suspended: true }) => "They are suspended, and could not sign in.",
        _ when !provider.SpeaksForAddress(address) => $"The provider does not speak for {address}: add the domain, or they cannot sign in by it.",
        (_, null) when !provider.CreatesPeople => "Nobody here has this address, and the provider may not add people. Add the person first.",
        _ => null,
    };
}
