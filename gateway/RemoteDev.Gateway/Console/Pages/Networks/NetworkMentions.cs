using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Console.Pages.Networks;

/// <summary>Which policies in force name a network.</summary>
internal static class NetworkMentions
{
    /// <summary>By their ids. A policy that only holds the same word elsewhere may be among them: it is for people to read.</summary>
    public static IReadOnlyList<string> Of(CatalogSnapshot catalog, string network) =>
    [
        .. catalog.Bundle.Policies
            .Where(policy => policy.Policy.Text.Contains("networks", StringComparison.Ordinal) && policy.Policy.Text.Contains($"\"{network}\"", StringComparison.Ordinal))
            .Select(policy => policy.Id),
    ];
}
