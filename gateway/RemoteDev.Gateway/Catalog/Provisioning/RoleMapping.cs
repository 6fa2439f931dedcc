using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>What a provider's word comes to, by the administrator's rules. Pure: sign-ins, directories and the preview ask the same.</summary>
internal static class RoleMapping
{
    /// <summary>The claims that say how somebody signed in (OpenID Connect Core 1.0, section 2; RFC 8176).</summary>
    public const string Context = "acr";

    /// <inheritdoc cref="Context"/>
    public const string Methods = "amr";

    /// <summary>The roles that the rules give for these claims, each once, in the order of the rules.</summary>
    public static ImmutableArray<string> Of(ProviderEntry provider, ProviderClaims claims) => Of(provider, claims, static _ => true);

    /// <summary>The rules that give them.</summary>
    public static IEnumerable<RoleRule> Matching(ProviderEntry provider, ProviderClaims claims) => provider.Rules.Where(rule => claims.Has(rule.Claim, rule.Value));

    /// <summary>Whether what the provider says of the sign-in counts as a second factor here.</summary>
    public static bool IsSecondFactor(ProviderEntry provider, ProviderClaims claims) =>
        claims.Values(Context).Intersect(provider.MfaContexts, StringComparer.Ordinal).Any()
        || claims.Values(Methods).Intersect(provider.MfaMethods, StringComparer.Ordinal).Any();

    /// <summary>
    /// What somebody has when only some claims are spoken of: by those exactly what they give, and of what they had by the rules of
    /// other claims what no spoken claim would have had to give as well.
    /// </summary>
    /// <param name="had">The roles that the person has by rules.</param>
    /// <param name="speaks">Whether the source speaks of the claim. A sign-in does not speak of a directory's groups, nor the reverse.</param>
    public static ImmutableArray<string> Of(ProviderEntry provider, ProviderClaims claims, IEnumerable<string> had, Func<string, bool> speaks)
    {
        var spoken = provider.Rules.Where(rule => speaks(rule.Claim)).Select(rule => rule.Role).ToHashSet(StringComparer.Ordinal);
        var given = Of(provider, claims, speaks).ToHashSet(StringComparer.Ordinal);
        var kept = had.Where(role => !spoken.Contains(role)).ToHashSet(StringComparer.Ordinal);
        return [.. provider.Roles.Where(role => given.Contains(role) || kept.Contains(role))];
    }

    private static ImmutableArray<string> Of(ProviderEntry provider, ProviderClaims claims, Func<string, bool> speaks) =>
        [.. Matching(provider, claims).Where(rule => speaks(rule.Claim)).Select(rule => rule.Role).Distinct(StringComparer.Ordinal)];
}
