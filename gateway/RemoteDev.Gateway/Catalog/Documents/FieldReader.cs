using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Policy.Faults;

namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>
/// Reads the fields of one mapping, each at most once, and at the end refuses the keys nobody asked for. A field with a fault
/// reads as empty, so that everything else in the file is still looked at.
/// </summary>
internal sealed class FieldReader(string path, string file, Node.Map map, Positions positions, List<CatalogFault> faults)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string File => file;

    public string Required(string key)
    {
        if (Optional(key) is { Length: > 0 } value)
        {
            return value;
        }

        if (!map.Fields.Any(field => field.Key.Value == key && field.Value is not Node.Text))
        {
            Fault(key, map, "is missing");
        }

        return "";
    }

    /// <summary>The text, or null when the key is absent, empty or not a text.</summary>
    public string? Optional(string key)
    {
        switch (Find(key))
        {
            case Node.Text { IsNull: false } text:
                return text.Value;
            case null or Node.Text:
                return null;
            case var other:
                Fault(key, other, $"is {other.InWords}, and must be one value");
                return null;
        }
    }

    /// <summary>Absent reads as null.</summary>
    public bool? Flag(string key)
    {
        if (Optional(key) is not { } text)
        {
            return null;
        }

        if (text is "true" or "false")
        {
            return text == "true";
        }

        Fault(key, Find(key) ?? map, $"is '{Spelling.Cut(text)}', and must be true or false");
        return null;
    }

    /// <summary>A list of texts; absent reads as empty.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var (item, itemPath) in Items(key))
        {
            if (item is Node.Text { IsNull: false } text)
            {
                texts.Add(text.Value);
            }
            else
            {
                faults.Add(At(itemPath, item, $"is {item.InWords}, and must be one value"));
            }
        }

        return texts.ToImmutable();
    }

    /// <summary>A mapping; absent reads as null.</summary>
    public FieldReader? Map(string key)
    {
        switch (Find(key))
        {
            case Node.Map fields:
                return new FieldReader($"{path}/{key}", file, fields, positions, faults);
            case null or Node.Text { IsNull: true }:
                return null;
            case var other:
                Fault(key, other, $"is {other.InWords}, and must be a mapping of fields");
                return null;
        }
    }

    /// <summary>A list of mappings; absent reads as empty.</summary>
    public IEnumerable<FieldReader> Maps(string key)
    {
        foreach (var (item, itemPath) in Items(key))
        {
            if (item is Node.Map fields)
            {
                yield return new FieldReader(itemPath, file, fields, positions, faults);
            }
            else
            {
                faults.Add(At(itemPath, item, $"is {item.InWords}, and must be a mapping of fields"));
            }
        }
    }

    /// <summary>Any URL, also a wrong one; what it must be, the rules of the entry say.</summary>
    public Uri Url(string key) =>
        Uri.TryCreate(Required(key), UriKind.RelativeOrAbsolute, out var url) ? url : new Uri("", UriKind.Relative);

    public void Fault(string key, string message) => Fault(key, map.Fields.FirstOrDefault(field => field.Key.Value == key).Value ?? map, message);

    /// <summary>Call after the last field: whatever was not asked for is a fault.</summary>
    public void Finish()
    {
        foreach (var (key, _) in map.Fields.Where(field => !_known.Contains(field.Key.Value)))
        {
            faults.Add(At($"{path}/{Spelling.Cut(key.Value)}", key, $"'{Spelling.Cut(key.Value)}' is not a field here{Suggest(key.Value)}"));
        }
    }

    private string Suggest(string key) =>
        EntryFaults.Suggest(key, _known) is { Length: > 0 } near ? near : "; known are " + string.Join(", ", _known);

    private IEnumerable<(Node Item, string Path)> Items(string key)
    {
        switch (Find(key))
        {
            case Node.List list:
                for (var i = 0; i < list.Items.Length; i++)
                {
                    var itemPath = $"{path}/{key}[{i}]";
                    positions.Note(itemPath, file, list.Items[i]);
                    yield return (list.Items[i], itemPath);
                }

                break;
            case null or Node.Text { IsNull: true }:
                break;
            case var other:
                Fault(key, other, $"is {other.InWords}, and must be a list");
                break;
        }
    }

    private Node? Find(string key)
    {
        _known.Add(key);
        var found = map.Fields.FirstOrDefault(field => field.Key.Value == key).Value;
        if (found is not null)
        {
            positions.Note($"{path}/{key}", file, found);
        }

        return found;
    }

    private void Fault(string key, Node node, string message) => faults.Add(At($"{path}/{key}", node, message));

    private CatalogFault At(string faultPath, Node node, string message) =>
        node.Line == 0 ? new CatalogFault(faultPath, message) : new CatalogFault(faultPath, message, file, node.Line, node.Column);
}
