using System.Runtime.InteropServices;
using RemoteDev.Cedar.Schema.Declarations;

namespace RemoteDev.Cedar.Schema.Resolution;

/// <summary>
/// Sorts the common types so that each comes after those it needs; reports those that need themselves. With a stack of its own, as a
/// chain of common types can be as long as the text.
/// </summary>
internal sealed class CommonTypeOrder
{
    private readonly SchemaNames _names;
    private readonly ResolutionFaults _faults;
    private readonly Dictionary<string, Entry> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<Entry> _order = [];

    private CommonTypeOrder(SchemaDocument document, SchemaNames names, ResolutionFaults faults)
    {
        _names = names;
        _faults = faults;
        foreach (var declaring in document.Namespaces)
        {
            foreach (var declaration in declaring.CommonTypes)
            {
                _types.TryAdd(declaring.Qualify(declaration.Name), new Entry(declaring, declaration));
            }
        }
    }

    public static IReadOnlyList<Entry> Of(SchemaDocument document, SchemaNames names, ResolutionFaults faults)
    {
        var order = new CommonTypeOrder(document, names, faults);
        foreach (var name in order._types.Keys)
        {
            order.Visit(name);
        }

        return order._order;
    }

    private void Visit(string start)
    {
        var path = new Stack<(string Name, List<string> Needed, int Next)>();
        Open(start, path);
        while (path.TryPop(out var step))
        {
            var (name, needed, next) = step;
            if (next == needed.Count)
            {
                _open.Remove(name);
                _done.Add(name);
                _order.Add(_types[name]);
                continue;
            }

            path.Push((name, needed, next + 1));
            if (!_open.Contains(needed[next]))
            {
                Open(needed[next], path);
            }
            else
            {
                _faults.Report(
                    _types[needed[next]].Declaration.Span,
                    $"the common type `{needed[next]}` is part of itself{(name == needed[next] ? "" : $", through `{name}`")}");
            }
        }
    }

    private void Open(string name, Stack<(string Name, List<string> Needed, int Next)> path)
    {
        if (_done.Contains(name) || !_types.TryGetValue(name, out var type))
        {
            return;
        }

        _open.Add(name);
        var needed = new HashSet<string>(StringComparer.Ordinal);
        Collect(type.Declaration.Type, type.Declaring, needed);
        path.Push((name, [.. needed], 0));
    }

    // As deep as types nest in the text, which is bounded.
    private void Collect(TypeExpression expression, NamespaceDeclaration from, HashSet<string> needed)
    {
        switch (expression)
        {
            case TypeExpression.Reference { Kind: not ReferenceKind.Entity } reference
                when _names.Resolve(reference.Name, reference.Kind, from) is { } name && _types.ContainsKey(name):
                needed.Add(name);
                break;
            case TypeExpression.Set set:
                Collect(set.Element, from, needed);
                break;
            case TypeExpression.Record record:
                foreach (var attribute in record.Attributes)
                {
                    Collect(attribute.Type, from, needed);
                }

                break;
        }
    }

    /// <summary>A common type and the namespace it stands in.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Entry(NamespaceDeclaration Declaring, CommonTypeDeclaration Declaration);
}
