using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>A piece of a document and where it stands: the common form of YAML files and JSON bodies.</summary>
/// <param name="Line">1-based; 0 when the document was JSON and its reader does not tell.</param>
/// <param name="Column">1-based, likewise.</param>
internal abstract record Node(int Line, int Column)
{
    /// <summary>What it is, for a sentence.</summary>
    public abstract string InWords { get; }

    /// <summary>A scalar. Which type it is meant to have, the field that holds it says.</summary>
    /// <param name="IsNull">True for nothing at all: an empty value, <c>~</c> or <c>null</c> without quotes.</param>
    internal sealed record Text(string Value, bool IsNull, int Line, int Column) : Node(Line, Column)
    {
        public override string InWords => IsNull ? "nothing" : "a value";
    }

    /// <summary>A sequence.</summary>
    internal sealed record List(ImmutableArray<Node> Items, int Line, int Column) : Node(Line, Column)
    {
        public override string InWords => "a list";
    }

    /// <summary>A mapping, its keys in the order written and each of them once.</summary>
    internal sealed record Map(ImmutableArray<KeyValuePair<Text, Node>> Fields, int Line, int Column) : Node(Line, Column)
    {
        public override string InWords => "a mapping";
    }
}
