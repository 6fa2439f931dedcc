namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>Somebody as a provider describes them. Nothing of it is believed beyond what the provider may say.</summary>
/// <param name="Email">Must be in a domain of the provider, and verified where the provider tells.</param>
/// <param name="DisplayName">Null leaves it as it is; a new person is then called by their address.</param>
/// <param name="Claims">What gives roles; null changes no role.</param>
internal sealed record ProvidedPerson(string Email, string? DisplayName, ProviderClaims? Claims)
{
    /// <summary>The person in the catalogue, where the caller knows already (by the subject, or by the directory's id); otherwise the address finds them.</summary>
    public string? Login { get; init; }

    /// <summary>What they are called there, from which the login of a new person is made; null: the address.</summary>
    public string? PreferredName { get; init; }
}
