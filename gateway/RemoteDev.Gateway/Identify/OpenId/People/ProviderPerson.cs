using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;

namespace RemoteDev.Gateway.Identify.OpenId.People;

/// <summary>Somebody of ours for whom a provider vouched.</summary>
/// <param name="Claims">What it said, as far as a rule of the provider, or the second factor, asks.</param>
internal sealed record ProviderPerson(PersonEntry Person, ProviderEntry Provider, ProviderClaims Claims);
