using RemoteDev.Policy.Faults;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RemoteDev.Policy.Yaml;

/// <summary>Reads names and values, reports what is of another kind, and afterwards what nobody asked for.</summary>
internal sealed class YamlMap(string file, YamlMappingNode node, Action<PolicyFault> report)
{
    private readonly List<string> _asked = [];

    public string File => file;

    public int Line => (int)node.Start.Line;

    /// <summary>The value of a name; null when it is absent or no plain value.</summary>
    public YamlText? Text(string name)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return new YamlText(scalar.Value ?? "", scalar.Start);
            case var other:
                Fault(other.Start, $"{name} must be a plain value");
                return null;
        }
    }

    /// <summary>The value of a name; empty, with a fault, when it is absent.</summary>
    public YamlText Required(string name)
    {
        if (Text(name) is { } text)
        {
            return text;
        }

        if (!Has(name))
        {
            Fault(node.Start, $"{name} is missing");
        }

        return new YamlText("", node.Start);
    }

    /// <summary>The value of a name, understood; null with a fault when it is absent or not understood.</summary>
    public T? Parse<T>(string name, Func<string, T?> parse, string wanted)
        where T : class
    {
        _ = Required(name);
        return ParseIfAny(name, parse, wanted);
    }

    /// <summary>As <see cref="Parse"/>, but the name may be absent.</summary>
    public T? ParseIfAny<T>(string name, Func<string, T?> parse, string wanted)
        where T : class
    {
        if (Find(name) is not YamlScalarNode text)
        {
            return null;
        }

        var parsed = parse(text.Value ?? "");
        if (parsed is null)
        {
            Fault(text.Start, $"{name} must be {wanted}");
        }

        return parsed;
    }

    /// <summary>The plain values of a list; one plain value stands for a list of one.</summary>
    public IEnumerable<YamlText> Texts(string name)
    {
        foreach (var item in Items(name))
        {
            if (item is YamlScalarNode scalar)
            {
                yield return new YamlText(scalar.Value ?? "", scalar.Start);
            }
            else
            {
                Fault(item.Start, $"{name} must be a list of plain values");
            }
        }
    }

    /// <summary>The mappings of a list.</summary>
    public IEnumerable<YamlMap> Maps(string name)
    {
        foreach (var item in Items(name))
        {
            if (item is YamlMappingNode map)
            {
                yield return new YamlMap(file, map, report);
            }
            else
            {
                Fault(item.Start, $"{name} must be a list of names with values");
            }
        }
    }

    /// <summary>The names and plain values of a mapping inside.</summary>
    public IEnumerable<(string Name, YamlText Value)> Pairs(string name)
    {
        var found = Find(name);
        if (found is not (null or YamlMappingNode))
        {
            Fault(found.Start, $"{name} must be names with values");
        }

        foreach (var (key, value) in found as YamlMappingNode ?? [])
        {
            if (key is YamlScalarNode { Value: { } inner } && value is YamlScalarNode scalar)
            {
                yield return (inner, new YamlText(scalar.Value ?? "", scalar.Start));
            }
            else
            {
                Fault(value.Start, $"{name} must hold plain values");
            }
        }
    }

    public bool Has(string name) => Find(name) is not null;

    /// <summary>Reports every name that was never asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var key in node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!_asked.Contains(name, StringComparer.Ordinal))
            {
                var near = Spelling.Nearest(name, _asked);
                var hint = near is null ? $"known are {string.Join(", ", _asked)}" : $"did you mean {near}?";
                Fault(key.Start, $"{Spelling.Cut(name)} is not known here; {hint}");
            }
        }
    }

    public void Fault(Mark at, string message) => report(new PolicyFault(file, (int)at.Line, (int)at.Column, message));

    /// <summary>Reports at a name, or at the mapping when the name is absent.</summary>
    public void Fault(string name, string message) => Fault(Find(name)?.Start ?? node.Start, message);

    private IEnumerable<YamlNode> Items(string name) => Find(name) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var single => [single],
    };

    private YamlNode? Find(string name)
    {
        if (!_asked.Contains(name, StringComparer.Ordinal))
        {
            _asked.Add(name);
        }

        return node.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;
    }
}
