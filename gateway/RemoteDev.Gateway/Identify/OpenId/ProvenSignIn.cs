namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>An answer of a provider that holds. Prints as <c>&lt;secret&gt;</c>.</summary>
/// <param name="IdToken">As it came: the provider wants to see it when the person signs out.</param>
/// <param name="RefreshToken">By which the provider is asked again; null when it gave none.</param>
internal sealed record ProvenSignIn(ProviderIdentity Identity, string IdToken, string? RefreshToken)
{
    public override string ToString() => "<secret>";
}
