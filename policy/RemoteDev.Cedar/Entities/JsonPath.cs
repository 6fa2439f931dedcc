using System.Globalization;
using System.Text;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Entities;

/// <summary>The way to a value, for faults. Linked, so that the way to a value that is sound costs next to nothing.</summary>
internal sealed class JsonPath
{
    private readonly JsonPath? _parent;
    private readonly string? _name;
    private readonly int _index;

    private JsonPath(JsonPath? parent, string? name, int index) => (_parent, _name, _index) = (parent, name, index);

    /// <summary>A path that starts with what people call the whole; empty for what an index follows.</summary>
    public static JsonPath Root(string name) => new(parent: null, name, 0);

    public JsonPath Member(string name) => new(this, name, 0);

    public JsonPath Element(int index) => new(this, name: null, index);

    /// <summary>As people read it, such as <c>[0].attrs.tags[3]</c>; long names are cut.</summary>
    public override string ToString()
    {
        var steps = new Stack<JsonPath>();
        for (var step = this; step is not null; step = step._parent)
        {
            steps.Push(step);
        }

        var text = new StringBuilder();
        foreach (var step in steps)
        {
            _ = step._name is null
                ? text.Append(CultureInfo.InvariantCulture, $"[{step._index}]")
                : text.Append(step._parent is null ? "" : ".").Append(Spelling.Cut(step._name));
        }

        return text.ToString();
    }
}
