using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.OpenId;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.OpenId;

/// <summary>The providers people may sign in by: those that the operator configured and the administrator described, and no other.</summary>
internal sealed class ProviderChoices(IdentifyOptions options, CatalogRoom catalog)
{
    public IReadOnlyList<ProviderChoice> All =>
        [.. catalog.Current.Providers.Values.Where(provider => options.Providers.ContainsKey(provider.Name))
            .OrderBy(provider => provider.DisplayName, StringComparer.CurrentCultureIgnoreCase).Select(provider => new ProviderChoice(provider.Name, provider.DisplayName))];

    public ProviderChoice? Find(string? name) => All.FirstOrDefault(choice => choice.Name == name);

    /// <summary>The provider by which somebody signed in, if its word can be a second factor here; otherwise null.</summary>
    public ProviderEntry? ToConfirm(SignIn signIn) =>
        signIn.First.Provider is { } name && options.Providers.ContainsKey(name)
        && catalog.Current.Providers.GetValueOrDefault(name) is { HonoursFactors: true } provider
            ? provider
            : null;

    /// <summary>
    /// What somebody is told whom a page sends back with a word of trouble, or null. A word of a closed list, since anybody can make such a link.
    /// </summary>
    public string? Words(string? trouble, string? provider) =>
        Enum.TryParse<OpenIdFaultKind>(trouble, out var kind) && Enum.IsDefined(kind) && trouble.All(char.IsAsciiLetter)
            ? OpenIdRefusals.Of(kind, Find(provider)?.DisplayName ?? "The provider").Reason
            : null;
}
