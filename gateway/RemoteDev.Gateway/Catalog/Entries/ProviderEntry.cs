using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>
/// A provider of identities: whom it may vouch for, and what its word makes of them. How it is reached is the operator's to
/// configure; for whom it speaks is the administrator's, here.
/// </summary>
/// <param name="Name">The same as in the gateway's options.</param>
/// <param name="Domains">E-mail domains it may vouch for, exactly and in lower case; a subdomain is another domain.</param>
/// <param name="Vendors">The employers whose people it may vouch for; empty: the client's own people. People it creates work for the first.</param>
/// <param name="MfaContexts">Values of <c>acr</c> that count here as a second factor. Empty: none does.</param>
/// <param name="MfaMethods">Values of <c>amr</c> of which one is enough as a second factor. Empty: none is.</param>
/// <param name="CreatesPeople">Whether somebody whom the catalogue does not have is added at the provider's word.</param>
/// <param name="Rules">Which of its claims give which roles.</param>
internal sealed record ProviderEntry(
    string Name,
    string DisplayName,
    ImmutableArray<string> Domains,
    ImmutableArray<string> Vendors,
    ImmutableArray<string> MfaContexts,
    ImmutableArray<string> MfaMethods,
    bool CreatesPeople,
    ImmutableArray<RoleRule> Rules)
{
    /// <summary>Every role that one of its rules can give.</summary>
    [JsonIgnore]
    public IEnumerable<string> Roles => Rules.Select(rule => rule.Role).Distinct(StringComparer.Ordinal);

    /// <summary>Whether anything it says of a sign-in counts here as a second factor.</summary>
    [JsonIgnore]
    public bool HonoursFactors => !MfaContexts.IsEmpty || !MfaMethods.IsEmpty;

    /// <summary>Whether it may vouch for people of this employer; null is the client itself.</summary>
    public bool SpeaksFor(string? vendor) => vendor is null ? Vendors.IsEmpty : Vendors.Contains(vendor, StringComparer.Ordinal);

    /// <summary>Whether it may vouch for this address.</summary>
    public bool SpeaksForAddress(string email)
    {
        var at = email.LastIndexOf('@');
        return at > 0 && Domains.Contains(email[(at + 1)..], StringComparer.OrdinalIgnoreCase);
    }
}
