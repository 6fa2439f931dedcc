using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;
using RemoteDev.Policy.Yaml;

namespace RemoteDev.Policy.Testing;

/// <summary>
/// Reads a small world from YAML, so that policies can be tested without a gateway and its catalogue: people, vendors, projects,
/// environments, repositories and windows.
/// </summary>
public sealed class WorldReader
{
    private readonly List<PolicyFault> _faults = [];
    private readonly Dictionary<string, HashSet<string>> _names = new(StringComparer.Ordinal);

    private WorldReader()
    {
    }

    /// <summary>Reads a world; reports every fault with its line.</summary>
    /// <param name="file">What faults call the text.</param>
    /// <param name="text">The YAML.</param>
    public static WorldReading Read(string file, string text) => new WorldReader().ReadAll(file, text);

    private WorldReading ReadAll(string file, string text)
    {
        if (YamlDocument.Load(file, text, _faults.Add) is not { } root)
        {
            return new WorldReading(_faults);
        }

        var facts = new WorldFacts
        {
            Roles = [.. root.Texts("roles").Select(role => Name("role", role, root))],
            Vendors = [.. Each(root, "vendors", ReadVendor)],
            Projects = [.. root.Texts("projects").Select(project => new WorldProject(Name("project", project, root)))],
            Environments = [.. Each(root, "environments", ReadEnvironment)],
            Repositories = [.. Each(root, "repositories", ReadRepository)],
            Windows = [.. Each(root, "windows", ReadWindow).OfType<WindowDefinition>()],
            Networks = [.. root.Texts("networks").Select(network => Name("network", network, root))],
            People = [.. Each(root, "people", ReadPerson)],
            ServiceAccounts = [.. Each(root, "services", ReadService)],
        };
        root.RefuseOthers();
        return _faults.Count == 0 ? new WorldReading(PolicyWorld.Of(facts)) : new WorldReading(_faults);
    }

    private static IEnumerable<T> Each<T>(YamlMap root, string name, Func<YamlMap, T> read)
    {
        foreach (var map in root.Maps(name))
        {
            yield return read(map);
            map.RefuseOthers();
        }
    }

    // A vendor names only vendors above it in the file, so that vendors cannot be inside themselves.
    private WorldVendor ReadVendor(YamlMap map)
    {
        var parent = Reference("vendor", "of", map, optional: true);
        return new WorldVendor(Name("vendor", map.Required("name"), map), parent);
    }

    private WorldEnvironment ReadEnvironment(YamlMap map) => new(
        Name("environment", map.Required("name"), map),
        Reference("project", "project", map) ?? "",
        map.Text("kind")?.Value ?? "code-server",
        Classification(map));

    private WorldRepository ReadRepository(YamlMap map) => new(
        Reference("project", "project", map) ?? "",
        Name("repository", map.Required("name"), map),
        Classification(map))
    {
        ProtectedBranches = [.. map.Texts("protected").Select(branch => branch.Value)],
    };

    private WindowDefinition? ReadWindow(YamlMap map)
    {
        var reading = WindowDefinition.Read(new WindowText
        {
            Name = Name("window", map.Required("name"), map),
            Zone = map.Required("zone").Value,
            Weekly = [.. Each(map, "weekly", line => new WeeklyText(line.Required("days").Value, line.Required("hours").Value))],
            Closings = [.. Each(map, "closings", ReadDate)],
            Openings = [.. Each(map, "openings", ReadDate)],
            ValidFrom = map.Text("from")?.Value,
            ValidThrough = map.Text("through")?.Value,
        });
        foreach (var fault in reading.Faults)
        {
            map.Fault(FieldInYaml(fault), fault.ToString());
        }

        return reading.Definition;
    }

    private static string FieldInYaml(WindowFault fault) => fault.Field.Split('[')[0] switch
    {
        "validFrom" => "from",
        "validThrough" => "through",
        var field => field,
    };

    private static DateText ReadDate(YamlMap map) =>
        new(map.Required("date").Value, map.Text("hours")?.Value, map.Text("note")?.Value);

    private WorldPerson ReadPerson(YamlMap map) => new(Name("person", map.Required("login"), map))
    {
        Email = map.Text("email")?.Value ?? "",
        Vendor = Reference("vendor", "vendor", map, optional: true),
        Roles = [.. map.Texts("roles").Select(role => Known("role", role, map))],
        Suspended = map.Text("suspended")?.Value == "true",
        Attestations = map.Pairs("attestations").Aggregate(
            ImmutableDictionary<string, Instant>.Empty.WithComparers(StringComparer.Ordinal),
            (onFile, pair) => onFile.SetItem(pair.Name, Attestation(pair.Name, pair.Value, map))),
    };

    private WorldServiceAccount ReadService(YamlMap map) => new(
        Name("service", map.Required("name"), map), Reference("person", "owner", map) ?? "")
    {
        Vendor = Reference("vendor", "vendor", map, optional: true),
        Roles = [.. map.Texts("roles").Select(role => Known("role", role, map))],
        Suspended = map.Text("suspended")?.Value == "true",
    };

    private static Instant Attestation(string name, YamlText value, YamlMap map)
    {
        var date = LocalDatePattern.Iso.Parse(value.Value);
        if (!date.Success || !Attestations.All.Contains(name, StringComparer.Ordinal))
        {
            var known = string.Join(", ", Attestations.All);
            map.Fault(value.Start, $"an attestation is one of {known}, with the date it expires on, like nda: 2027-01-31");
            return default;
        }

        return date.Value.AtMidnight().InUtc().ToInstant();
    }

    private static string Classification(YamlMap map)
    {
        var text = map.Text("classification");
        if (text is { } written && !Classifications.All.Contains(written.Value, StringComparer.Ordinal))
        {
            map.Fault(written.Start, $"classification must be {string.Join(", ", Classifications.All)}");
        }

        return text?.Value ?? Classifications.Internal;
    }

    private string Name(string kind, YamlText text, YamlMap map)
    {
        if (text.Value.Length == 0)
        {
            map.Fault(text.Start, $"a {kind} needs a name");
        }
        else if (!Names(kind).Add(text.Value))
        {
            map.Fault(text.Start, $"there are two of {kind} {text.Value}");
        }

        return text.Value;
    }

    private string? Reference(string kind, string field, YamlMap map, bool optional = false)
    {
        var text = optional ? map.Text(field) : map.Required(field);
        return text is { Value.Length: > 0 } written ? Known(kind, written, map) : null;
    }

    private string Known(string kind, YamlText text, YamlMap map)
    {
        if (!Names(kind).Contains(text.Value))
        {
            var near = Spelling.Nearest(text.Value, Names(kind));
            map.Fault(text.Start, near is null
                ? $"there is no {kind} {Spelling.Cut(text.Value)}"
                : $"there is no {kind} {text.Value}; did you mean {near}?");
        }

        return text.Value;
    }

    private HashSet<string> Names(string kind)
    {
        if (!_names.TryGetValue(kind, out var names))
        {
            _names[kind] = names = new HashSet<string>(StringComparer.Ordinal);
        }

        return names;
    }
}
