using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Surveying;

namespace RemoteDev.Policy.Explaining;

/// <summary>The other networks and countries that a request may be supposed to come from: those that the policies name, and none of them.</summary>
internal static class SourceChanges
{
    // Each one is asked of alone and with every other change, so that a policy that names a hundred must not make a refusal slow.
    private const int Most = 6;

    /// <summary>One for each network and country that is read, and one for being elsewhere.</summary>
    public static IEnumerable<Change> Of(Mentions mentions)
    {
        var networks = Names(mentions, "source.networks");
        foreach (var name in networks.Take(Most))
        {
            yield return new Change(Remedy.Network, InNetworks([name]), "source.networks", context => context with { Networks = [name] }, Name: name);
        }

        if (networks.Count > 0)
        {
            yield return new Change(
                Remedy.Network, $"an address outside {(networks.Count == 1 ? "network" : "the networks")} {string.Join(", ", networks.Take(Most))}", "source.networks",
                context => context with { Networks = [] });
        }

        var countries = Names(mentions, "source.country");
        foreach (var name in countries.Take(Most))
        {
            yield return new Change(Remedy.Country, FromCountries([name]), "source.country", context => context with { Country = name }, Name: name);
        }

        if (countries.Count > 0)
        {
            yield return new Change(
                Remedy.Country, $"a connection from another country than {string.Join(", ", countries.Take(Most))}", "source.country",
                context => context with { Country = "ZZ" });
        }
    }

    /// <summary>The same changes, each network and country with the others that would do in its place: <c>one of the networks office, vpn</c>.</summary>
    /// <param name="permits">Whether policy permits under these changes.</param>
    public static IReadOnlyList<Change> Join(Mentions mentions, IReadOnlyList<Change> changes, Func<IReadOnlyList<Change>, bool> permits) =>
        [.. changes.Select(change => change.Name is null ? change : Joined(mentions, changes, change, permits))];

    private static Change Joined(Mentions mentions, IReadOnlyList<Change> changes, Change change, Func<IReadOnlyList<Change>, bool> permits)
    {
        var names = Of(mentions)
            .Where(other => other.Remedy == change.Remedy && other.Name is not null
                && (other.Name == change.Name || permits([.. changes.Select(one => one == change ? other : one)])))
            .Select(other => other.Name!)
            .ToList();
        return change with { Words = change.Remedy == Remedy.Network ? InNetworks(names) : FromCountries(names) };
    }

    private static string InNetworks(List<string> names) =>
        names.Count == 1 ? $"an address in network {names[0]}" : $"an address in one of the networks {string.Join(", ", names)}";

    private static string FromCountries(List<string> names) =>
        names.Count == 1 ? $"a connection from country {names[0]}" : $"a connection from one of the countries {string.Join(", ", names)}";

    private static List<string> Names(Mentions mentions, string path) =>
        mentions.Context.TryGetValue(path, out var constants) ? [.. constants.Of<StringValue>().Select(text => text.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : [];
}
