using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>The groups of a directory as claims of their members: each group by its name and by its external id.</summary>
internal static class GroupClaims
{
    public static bool Is(string claim) => claim == RoleRule.Groups;

    public static bool IsOther(string claim) => !Is(claim);

    public static Dictionary<string, ProviderClaims> Of(IReadOnlyCollection<DirectoryGroup> groups, IEnumerable<string> logins)
    {
        var byMember = groups.SelectMany(group => group.Members.Select(login => (login, group))).ToLookup(pair => pair.login, pair => pair.group, StringComparer.Ordinal);
        return logins.Distinct(StringComparer.Ordinal).ToDictionary(login => login, login => ProviderClaims.Of(byMember[login].SelectMany(Names)), StringComparer.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, string>> Names(DirectoryGroup group)
    {
        yield return KeyValuePair.Create(RoleRule.Groups, group.DisplayName);
        if (group.ExternalId is { } externalId)
        {
            yield return KeyValuePair.Create(RoleRule.Groups, externalId);
        }
    }
}
