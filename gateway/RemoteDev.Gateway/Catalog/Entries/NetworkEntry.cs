using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>Addresses under one name, as policy speaks of them: an office, a vendor's VPN.</summary>
/// <param name="Ranges">In CIDR notation; none lies in another.</param>
internal sealed record NetworkEntry(string Name, string? Description, ImmutableArray<string> Ranges);
