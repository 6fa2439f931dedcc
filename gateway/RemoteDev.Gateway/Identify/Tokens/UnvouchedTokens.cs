using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.OpenId.People;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>Ends what access tokens opened for people for whom their provider has not vouched for too long.</summary>
internal sealed class UnvouchedTokens(AccessTokens tokens, ProviderVouching vouching, CatalogRoom catalog, GatewayOrigins origins)
{
    /// <summary>Looks once.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var holder in tokens.Holders())
        {
            if (catalog.Current.People.GetValueOrDefault(holder) is { Provider: not null } person
                && await vouching.HasLapsedAsync(person, origins.Portal, cancellationToken))
            {
                tokens.CutAllOf(holder, EndReason.ProviderLost);
            }
        }
    }
}
