using System.Collections.Frozen;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>The providers that the operator configured, by name.</summary>
internal sealed class OpenIdProviders : IDisposable
{
    private readonly FrozenDictionary<string, OpenIdProvider> _providers;

    public OpenIdProviders(IdentifyOptions options, GatewayOrigins origins, IOutboundHttp outbound, TimeProvider clock) => _providers = options.Providers
        .ToFrozenDictionary(one => one.Key, one => new OpenIdProvider(one.Key, one.Value, origins.Portal, outbound, clock), StringComparer.Ordinal);

    public IEnumerable<OpenIdProvider> All => _providers.Values;

    public OpenIdProvider? Find(string name) => _providers.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (var provider in _providers.Values)
        {
            provider.Dispose();
        }
    }
}
