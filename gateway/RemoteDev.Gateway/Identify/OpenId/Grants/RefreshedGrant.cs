namespace RemoteDev.Gateway.Identify.OpenId.Grants;

/// <summary>What a provider said when it was asked again. Prints as <c>&lt;secret&gt;</c>.</summary>
/// <param name="Identity">What it says of the person now.</param>
/// <param name="RefreshToken">The next one, when it gave one.</param>
internal sealed record RefreshedGrant(ProviderIdentity Identity, string? IdToken, string? RefreshToken)
{
    public override string ToString() => "<secret>";
}
