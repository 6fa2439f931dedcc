using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>A person as policy sees them. Credentials live elsewhere (Identify).</summary>
/// <param name="Login">Canonical (lower case) login.</param>
/// <param name="Vendor">The employer, or null for the client's own people.</param>
/// <param name="TimeZone">IANA zone in which times are shown to this person.</param>
internal sealed record PersonEntry(
    string Login,
    string DisplayName,
    string Email,
    string? Vendor,
    ImmutableArray<string> Roles,
    bool Suspended,
    string TimeZone,
    ImmutableArray<AttestationEntry> Attestations)
{
    /// <summary>The provider by which the person signs in, or null for a local account.</summary>
    public string? Provider { get; init; }

    /// <summary>
    /// Those of <see cref="Roles"/> that stand on the provider's rules alone, and go when its claims no longer give them. A role
    /// that was given by hand is not among them, even where a rule would give it as well.
    /// </summary>
    public ImmutableArray<string> ProviderRoles { get; init; } = [];

    /// <summary>
    /// Who suspended the person: a login, or a provider as <see cref="Actor.OfProvider"/> spells it. Null while not suspended, and for
    /// suspensions of before this was noted. What a provider did not suspend, it does not restore.
    /// </summary>
    public string? SuspendedBy { get; init; }
}
