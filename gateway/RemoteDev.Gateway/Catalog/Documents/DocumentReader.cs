using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Policy.Faults;

namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>
/// Reads the files of an apply: <c>*.yaml</c> for entries, exactly one <c>*.cedar</c> with exactly one <c>*.tests.yaml</c>, or
/// neither. All faults of all files at once.
/// </summary>
internal sealed class DocumentReader
{
    public const int MaxFiles = 200;

    private readonly List<CatalogEdit> _edits = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly Positions _positions = new();
    private readonly List<CatalogFault> _faults = [];

    public static DocumentReading Read(IReadOnlyList<CatalogDocument> documents)
    {
        var reader = new DocumentReader();
        reader.ReadAll(documents);
        return new DocumentReading(reader._edits, reader._named, reader._positions, reader._faults);
    }

    /// <summary>Whether applying the file edits the policy.</summary>
    public static bool IsPolicyFile(CatalogDocument document) => IsPolicy(document) || IsTests(document);

    private static bool IsPolicy(CatalogDocument document) => Ends(document, ".cedar");

    private static bool IsTests(CatalogDocument document) => Ends(document, ".tests.yaml") || Ends(document, ".tests.yml");

    private static bool IsCatalog(CatalogDocument document) => !IsTests(document) && (Ends(document, ".yaml") || Ends(document, ".yml"));

    private static bool Ends(CatalogDocument document, string suffix) => document.File.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);

    private void ReadAll(IReadOnlyList<CatalogDocument> documents)
    {
        if (documents.Count is 0 or > MaxFiles)
        {
            _faults.Add(new CatalogFault("files", documents.Count == 0 ? "there is no file to apply" : $"there are {documents.Count} files; at most {MaxFiles} are read"));
            return;
        }

        foreach (var document in documents.Where(document => !IsPolicy(document) && !IsTests(document) && !IsCatalog(document)))
        {
            Fault(document, "is not a file that can be applied; known are .yaml, .cedar and .tests.yaml");
        }

        foreach (var document in documents.Where(IsCatalog))
        {
            foreach (var root in YamlTreeReader.Read(document, _faults))
            {
                ReadSections(document.File, root);
            }
        }

        ReadPolicy([.. documents.Where(IsPolicy)], [.. documents.Where(IsTests)]);
    }

    private void ReadSections(string file, Node root)
    {
        if (root is Node.Text { IsNull: true })
        {
            return;
        }

        if (root is not Node.Map map)
        {
            _faults.Add(new CatalogFault(file, $"is {root.InWords}; a catalogue file is a mapping of {Sections()}", file, root.Line, root.Column));
            return;
        }

        foreach (var (key, value) in map.Fields)
        {
            var kind = CatalogKinds.FromSection(key.Value);
            if (kind == CatalogKind.None)
            {
                var near = EntryFaults.Suggest(key.Value, CatalogKinds.All.Select(known => known.Section()));
                _faults.Add(new CatalogFault(
                    file, $"'{Spelling.Cut(key.Value)}' is not a section{(near.Length > 0 ? near : "; known are " + Sections())}", file, key.Line, key.Column));
            }
            else if (value is Node.List list)
            {
                ReadEntries(kind, file, list);
            }
            else if (value is not Node.Text { IsNull: true })
            {
                _faults.Add(new CatalogFault(kind.Section(), $"is {value.InWords}, and must be a list", file, value.Line, value.Column));
            }
        }
    }

    private void ReadEntries(CatalogKind kind, string file, Node.List list)
    {
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (list.Items[i] is not Node.Map map)
            {
                var item = list.Items[i];
                _faults.Add(new CatalogFault($"{kind.Section()}[{i}]", $"is {item.InWords}, and must be a mapping of fields", file, item.Line, item.Column));
                continue;
            }

            var name = NameOf(kind, map);
            var path = name is null ? $"{kind.Section()}[{i}]" : kind.Path(name);
            if (!_named.Add(path))
            {
                var first = _positions.Find(path);
                _faults.Add(new CatalogFault(path, $"is already written in {first?.File}:{first?.Line}; write it once", file, map.Line, map.Column));
                continue;
            }

            _positions.Note(path, file, map);
            var edits = EntryReader.Read(kind, new FieldReader(path, file, map, _positions, _faults)).ToArray();
            if (name is not null)
            {
                _edits.AddRange(edits);
            }
        }
    }

    private void ReadPolicy(CatalogDocument[] policies, CatalogDocument[] tests)
    {
        foreach (var extra in policies.Skip(1))
        {
            Fault(extra, $"is a second policy beside {policies[0].File}; put all policies into one .cedar file");
        }

        foreach (var extra in tests.Skip(1))
        {
            Fault(extra, $"is a second file of policy tests beside {tests[0].File}; put all cases into one");
        }

        switch (policies, tests)
        {
            case ([var policy], [var test]):
                _positions.NoteFile(PolicyEntry.TextPath, policy.File);
                _positions.NoteFile(PolicyEntry.TestsPath, test.File);
                _edits.Add(new CatalogEdit.SavePolicy(policy.Text, test.Text));
                break;
            case ([var policy], []):
                Fault(policy, "comes without tests; apply it together with its .tests.yaml");
                break;
            case ([], [var test]):
                Fault(test, "comes without its policy; apply it together with the .cedar file");
                break;
        }
    }

    private static string? NameOf(CatalogKind kind, Node.Map map)
    {
        var name = Text(map, EntryReader.KeyField(kind));
        return kind == CatalogKind.Repository && name is not null ? Text(map, "project") is { } project ? $"{project}/{name}" : null : name;
    }

    private static string? Text(Node.Map map, string key) =>
        map.Fields.FirstOrDefault(field => field.Key.Value == key).Value is Node.Text { IsNull: false, Value: { Length: > 0 and <= 4 * Limits.Name } text } ? text : null;

    private static string Sections() => string.Join(", ", CatalogKinds.All.Select(kind => kind.Section()));

    private void Fault(CatalogDocument document, string message) => _faults.Add(new CatalogFault(document.File, message, document.File, 1, 1));
}
