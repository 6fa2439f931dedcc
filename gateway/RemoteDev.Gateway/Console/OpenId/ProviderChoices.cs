using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify;

namespace RemoteDev.Gateway.Console.OpenId;

/// <summary>The providers people may sign in by: those that the operator configured and the administrator described, and no other.</summary>
internal sealed class ProviderChoices(IdentifyOptions options, CatalogRoom catalog)
{
    public IReadOnlyList<ProviderChoice> All =>
        [.. catalog.Current.Providers.Values.Where(provider => options.Providers.ContainsKey(provider.Name))
            .OrderBy(provider => provider.DisplayName, StringComparer.CurrentCultureIgnoreCase).Select(provider => new ProviderChoice(provider.Name, provider.DisplayName))];

    public ProviderChoice? Find(string? name) => All.FirstOrDefault(choice => choice.Name == name);
}
