using System.Globalization;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Comparing;

/// <summary>Names sets of people: by vendor or role when all its people are meant, and only then; the rest by login.</summary>
internal sealed class PeopleWords
{
    private const int MostNames = 5;

    private readonly HashSet<string> _everyone;
    private readonly List<Group> _groups;

    public PeopleWords(IEnumerable<PolicyWorld> worlds)
    {
        // Suspended people change nothing by being asked about, so a vendor is whole without them. The last world knows best.
        var people = new Dictionary<string, (WorldPerson Person, WorldFacts Facts)>(StringComparer.Ordinal);
        foreach (var facts in worlds.Select(world => world.Facts))
        {
            foreach (var person in facts.People)
            {
                people[person.Login] = people.TryGetValue(person.Login, out var earlier) && person.Suspended && !earlier.Person.Suspended
                    ? earlier
                    : (person, facts);
            }
        }

        var active = people.Values.Where(known => !known.Person.Suspended).ToList();
        _everyone = Set(active.Select(known => known.Person.Login));
        var vendors = active.SelectMany(known => Vendors(known.Person, known.Facts), (known, vendor) => (vendor, known.Person.Login))
            .GroupBy(pair => pair.vendor, pair => pair.Login, StringComparer.Ordinal).Select(group => (group.Key, Logins: Set(group))).ToList();
        var roles = active.SelectMany(known => known.Person.Roles, (known, role) => (role, known.Person.Login))
            .GroupBy(pair => pair.role, pair => pair.Login, StringComparer.Ordinal).Select(group => (group.Key, Logins: Set(group))).ToList();
        _groups =
        [
            .. vendors.Select(vendor => new Group(vendor.Key, vendor.Logins)),
            .. roles.Select(role => new Group($"role {role.Key}", role.Logins)),
            .. from vendor in vendors
               from role in roles
               let both = Set(role.Logins.Where(vendor.Logins.Contains))
               where both.Count > 1
               select new Group($"role {role.Key} of {vendor.Key}", both),
        ];
    }

    public string Of(IReadOnlyCollection<string> logins)
    {
        if (logins.Count > 1 && logins.Count == _everyone.Count && _everyone.IsSubsetOf(logins))
        {
            return $"everyone ({Count(logins.Count)})";
        }

        var rest = Set(logins);
        var words = new List<string>();
        while (rest.Count > 1 && _groups.Where(group => group.Logins.Count > 1 && group.Logins.IsSubsetOf(rest)).MaxBy(group => group.Logins.Count)
            is var (name, members))
        {
            words.Add($"{name} ({Count(members.Count)})");
            rest.ExceptWith(members);
        }

        words.AddRange(rest.Order(StringComparer.Ordinal).Take(rest.Count > MostNames + 1 ? MostNames : rest.Count));
        return rest.Count > MostNames + 1
            ? $"{string.Join(", ", words)} and {Count(rest.Count - MostNames)} more"
            : Join(words);
    }

    public static string Join(IReadOnlyList<string> words) =>
        words.Count <= 1 ? words.FirstOrDefault("") : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    private static string Count(int people) => people == 1 ? "1 person" : string.Create(CultureInfo.InvariantCulture, $"{people} people");

    // A subcontractor's people are their vendor's people, too.
    private static IEnumerable<string> Vendors(WorldPerson person, WorldFacts facts)
    {
        for (var vendor = person.Vendor; vendor is not null; vendor = facts.Vendors.FirstOrDefault(known => known.Name == vendor)?.Parent)
        {
            yield return vendor;
        }
    }

    private static HashSet<string> Set(IEnumerable<string> logins) => new(logins, StringComparer.Ordinal);

    private sealed record Group(string Words, HashSet<string> Logins);
}
