namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>Where in the files each thing was written, so that a fault found later still names file, line and column.</summary>
internal sealed class Positions
{
    private readonly Dictionary<string, (string File, int Line, int Column)> _places = new(StringComparer.Ordinal);

    /// <summary>Notes the place of a path such as <c>people/ada/vendor</c>; the first place holds.</summary>
    public void Note(string path, string file, Node node) => _places.TryAdd(path, (file, node.Line, node.Column));

    /// <summary>Notes which file a whole text is, such as <c>policy</c>.</summary>
    public void NoteFile(string path, string file) => _places.TryAdd(path, (file, 0, 0));

    /// <summary>The place of exactly this path.</summary>
    public (string File, int Line, int Column)? Find(string path) => _places.TryGetValue(path, out var place) ? place : null;

    /// <summary>The fault with the nearest place that is known: of the field, else of its entry.</summary>
    public CatalogFault Locate(CatalogFault fault)
    {
        for (var path = fault.Path; path.Length > 0; path = Parent(path))
        {
            if (_places.TryGetValue(path, out var place))
            {
                return fault with { File = place.File, Line = fault.Line ?? AtLeastOne(place.Line), Column = fault.Column ?? AtLeastOne(place.Column) };
            }
        }

        return fault;
    }

    private static int AtLeastOne(int number) => Math.Max(1, number);

    // people/ada/roles[2] -> people/ada/roles -> people/ada -> people
    private static string Parent(string path) => path[..Math.Max(0, path.LastIndexOfAny(['/', '[', '.']))];
}
