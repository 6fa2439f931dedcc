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
    ImmutableArray<AttestationEntry> Attestations);
