using RemoteDev.Gateway.Catalog.Drafts;

namespace RemoteDev.Gateway.Catalog;

/// <summary>
/// Tells whoever watches the gateway how its policy is. An older version served in place of a rotten one keeps work going and is only
/// warned of; when no stored version loads, nothing can be permitted and the gateway is not ready.
/// </summary>
internal sealed class PolicyReadiness(CatalogRoom catalog, DraftActivation activation) : IReadinessPart
{
    public string? WhyNotReady => catalog.Current is { Policy: null } snapshot ? snapshot.PolicyWarning : null;

    public string? Warning => (catalog.Current.PolicyWarning, activation.Failed.Count) switch
    {
        ({ } warning, _) => warning,
        (_, > 0) => "an approved policy did not come into force when it was due; see the policy's drafts",
        _ => null,
    };
}
