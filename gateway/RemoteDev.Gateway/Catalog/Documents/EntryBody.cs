using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>One entry as the JSON body of a PUT. Its name stands in the URL and may stand in the body, where it must be the same.</summary>
internal static class EntryBody
{
    public static DocumentReading Read(CatalogKind kind, string name, ReadOnlyMemory<byte> utf8)
    {
        var path = kind.Path(name);
        var (faults, positions) = (new List<CatalogFault>(), new Positions());
        IReadOnlyList<CatalogEdit> edits = [];
        switch (JsonTreeReader.Read(utf8, path, faults))
        {
            case Node.Map map:
                edits = [.. EntryReader.Read(kind, new FieldReader(path, "", Named(kind, name, map, faults), positions, faults))];
                break;
            case { } other:
                faults.Add(new CatalogFault(path, $"is {other.InWords}, and must be an object of fields"));
                break;
        }

        // A JSON reader tells no places, so none are noted for what the room finds later.
        return new DocumentReading(edits, new HashSet<string>(StringComparer.Ordinal) { path }, new Positions(), faults);
    }

    private static Node.Map Named(CatalogKind kind, string name, Node.Map map, List<CatalogFault> faults)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var named = With(kind, name, map, EntryReader.KeyField(kind), name[(slash + 1)..], faults);
        return slash < 0 ? named : With(kind, name, named, "project", name[..slash], faults);
    }

    private static Node.Map With(CatalogKind kind, string name, Node.Map map, string key, string value, List<CatalogFault> faults)
    {
        switch (map.Fields.FirstOrDefault(field => field.Key.Value == key).Value)
        {
            case null:
                return map with { Fields = map.Fields.Add(KeyValuePair.Create<Node.Text, Node>(new(key, false, 0, 0), new Node.Text(value, false, 0, 0))) };
            case Node.Text text when text.Value != value:
                faults.Add(new CatalogFault($"{kind.Path(name)}/{key}", $"must be '{value}', as in the URL; names do not change"));
                return map;
            default:
                return map;
        }
    }
}
