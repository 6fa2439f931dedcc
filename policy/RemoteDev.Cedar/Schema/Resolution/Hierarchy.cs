using System.Diagnostics.CodeAnalysis;
using RemoteDev.Cedar.Schema.Reading;

namespace RemoteDev.Cedar.Schema.Resolution;

/// <summary>Finds everything that is above something. What is above itself is among its own ancestors.</summary>
internal sealed class Hierarchy<T>(IReadOnlyDictionary<T, IReadOnlyList<T>> parents)
    where T : notnull
{
    private int _steps;

    /// <summary>The ancestors of <paramref name="start"/>; null when the whole hierarchy has taken more steps than it may.</summary>
    [SuppressMessage("Performance", "CA1859", Justification = "The model holds sets that cannot be changed.")]
    public IReadOnlySet<T>? AncestorsOf(T start)
    {
        var found = new HashSet<T>();
        var open = new Stack<T>();
        open.Push(start);
        while (open.TryPop(out var item))
        {
            if (!parents.TryGetValue(item, out var above))
            {
                continue;
            }

            _steps += above.Count;
            if (_steps > SchemaLimits.MaxHierarchySteps)
            {
                return null;
            }

            foreach (var parent in above)
            {
                if (found.Add(parent))
                {
                    open.Push(parent);
                }
            }
        }

        return found;
    }
}
