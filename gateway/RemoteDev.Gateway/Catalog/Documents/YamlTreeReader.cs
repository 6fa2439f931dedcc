using System.Collections.Immutable;
using RemoteDev.Policy.Faults;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>
/// Reads a YAML file into nodes with positions. Anchors, aliases, tags and merge keys are refused: a catalogue needs none of them,
/// and an alias is how a few lines become a billion. Depth, size and number of nodes are bounded before anything is built.
/// </summary>
internal sealed class YamlTreeReader
{
    /// <summary>Characters of one file.</summary>
    public const int MaxFile = 1024 * 1024;

    private const int MaxDepth = 12;
    private const int MaxNodes = 100_000;

    private readonly string _file;
    private readonly string _text;
    private readonly List<CatalogFault> _faults;
    private readonly Parser _parser;
    private int _nodes;

    private YamlTreeReader(CatalogDocument document, List<CatalogFault> faults)
    {
        (_file, _text, _faults) = (document.File, document.Text, faults);
        _parser = new Parser(new Scanner(new StringReader(document.Text), skipComments: true));
    }

    /// <summary>The YAML documents in the file. After a fault of syntax the rest of the file cannot be read, and is not.</summary>
    public static IReadOnlyList<Node> Read(CatalogDocument document, List<CatalogFault> faults)
    {
        if (document.Text.Length > MaxFile)
        {
            faults.Add(new CatalogFault(document.File, $"has {document.Text.Length} characters; at most {MaxFile} are read", document.File, 1, 1));
            return [];
        }

        return new YamlTreeReader(document, faults).ReadAll();
    }

    private List<Node> ReadAll()
    {
        var documents = new List<Node>();
        try
        {
            _parser.Consume<StreamStart>();
            while (!_parser.TryConsume<StreamEnd>(out _))
            {
                _parser.Consume<DocumentStart>();
                documents.Add(ReadNode(0));
                _parser.Consume<DocumentEnd>();
            }
        }
        catch (YamlException fault)
        {
            if (!FaultAtTab())
            {
                Fault(fault.Start, fault.InnerException?.Message ?? fault.Message);
            }
        }

        return documents;
    }

    private Node ReadNode(int depth)
    {
        var next = _parser.Current is NodeEvent or AnchorAlias ? _parser.Current : _parser.Consume<NodeEvent>();
        if (next is AnchorAlias)
        {
            throw new YamlException(next.Start, next.End, "aliases (*name) are not read here; write the value again");
        }

        var node = (NodeEvent)next;
        if (!node.Anchor.IsEmpty)
        {
            throw new YamlException(node.Start, node.End, "anchors (&name) are not read here; remove it");
        }

        if (!node.Tag.IsEmpty)
        {
            throw new YamlException(node.Start, node.End, $"tags (here '{Spelling.Cut(node.Tag.ToString())}') are not read here; remove it");
        }

        if (++_nodes > MaxNodes || depth > MaxDepth)
        {
            throw new YamlException(node.Start, node.End, depth > MaxDepth ? $"is nested more than {MaxDepth} deep" : $"the file holds more than {MaxNodes} values");
        }

        return node switch
        {
            Scalar => ReadText(),
            SequenceStart => ReadList(depth),
            _ => ReadMap(depth),
        };
    }

    private Node.Text ReadText()
    {
        var scalar = _parser.Consume<Scalar>();
        var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
        return new Node.Text(scalar.Value, isNull && scalar.Style == ScalarStyle.Plain, (int)scalar.Start.Line, (int)scalar.Start.Column);
    }

    private Node.List ReadList(int depth)
    {
        var start = _parser.Consume<SequenceStart>().Start;
        var items = ImmutableArray.CreateBuilder<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new Node.List(items.ToImmutable(), (int)start.Line, (int)start.Column);
    }

    private Node.Map ReadMap(int depth)
    {
        var start = _parser.Consume<MappingStart>().Start;
        var fields = ImmutableArray.CreateBuilder<KeyValuePair<Node.Text, Node>>();
        var seen = new Dictionary<string, Node.Text>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out var end))
        {
            if (ReadNode(depth + 1) is not Node.Text key)
            {
                throw new YamlException(start, end?.End ?? start, "a key is a word, not a list or a mapping");
            }

            var value = ReadNode(depth + 1);
            if (!seen.TryAdd(key.Value, key))
            {
                _faults.Add(new CatalogFault(_file, $"'{Spelling.Cut(key.Value)}' already stands in line {seen[key.Value].Line}; write it once", _file, key.Line, key.Column));
                continue;
            }

            fields.Add(new(key, value));
        }

        return new Node.Map(fields.ToImmutable(), (int)start.Line, (int)start.Column);
    }

    // The parser blames the mapping around it; people look for the tab.
    private bool FaultAtTab()
    {
        var number = 0;
        foreach (var line in _text.AsSpan().EnumerateLines())
        {
            number++;
            var indent = line[..(line.Length - line.TrimStart(" \t").Length)];
            if (indent.IndexOf('\t') is >= 0 and var tab)
            {
                _faults.Add(new CatalogFault(_file, "is indented with a tab; YAML is indented with blanks", _file, number, tab + 1));
                return true;
            }
        }

        return false;
    }

    private void Fault(Mark at, string message) =>
        _faults.Add(new CatalogFault(_file, message, _file, Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column)));
}
