using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>A machine that uses git by itself, such as CI: an account of its own, for which a person answers.</summary>
/// <param name="Description">What it is for.</param>
/// <param name="Owner">The login of the person who answers for it. While that person is suspended, so is it.</param>
/// <param name="Vendor">The company it works for, or null for the client's own.</param>
/// <param name="Sources">Networks (CIDR) from which it is accepted; never empty.</param>
internal sealed record ServiceEntry(
    string Name,
    string Description,
    string Owner,
    string? Vendor,
    ImmutableArray<string> Roles,
    ImmutableArray<string> Sources,
    bool Suspended);
