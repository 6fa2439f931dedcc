namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>Who a provider's subject is here. Made once; an address that passes to somebody else takes nothing with it.</summary>
internal sealed class ProviderLinkRow
{
    /// <summary>The provider's name in the catalogue and in the options.</summary>
    public required string Provider { get; init; }

    /// <summary>What the provider calls the person (<c>sub</c>), octet for octet.</summary>
    public required string Subject { get; init; }

    /// <summary>Each person has one subject with each provider.</summary>
    public required string Login { get; init; }

    public required DateTimeOffset LinkedAt { get; init; }
}
