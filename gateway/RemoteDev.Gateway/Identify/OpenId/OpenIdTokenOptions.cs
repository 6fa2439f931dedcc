namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>Section <c>TokenValidationParameters</c> of a provider. What is validated is not the operator's to choose; how clocks may differ is.</summary>
internal sealed class OpenIdTokenOptions
{
    /// <summary>How far the provider's clock and ours may be apart.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);
}
