using System.Collections.Immutable;
using RemoteDev.Policy.Faults;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>Collects what is wrong with one entry, each fault under the entry's path.</summary>
internal sealed class EntryFaults(string path, List<CatalogFault> faults)
{
    public void Add(string field, string message) => faults.Add(new CatalogFault(field.Length == 0 ? path : $"{path}/{field}", message));

    /// <summary>A name: what URLs, host labels and policies spell.</summary>
    public void Name(string field, string value)
    {
        if (!NameRule.Holds(value))
        {
            Add(field, $"'{Spelling.Cut(value)}' is not a name; {NameRule.InWords}");
        }
    }

    /// <summary>A text that people read in one line.</summary>
    public void Line(string field, string value, int limit)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(field, "is missing");
        }
        else if (value.Length > limit)
        {
            Add(field, $"has {value.Length} characters; at most {limit} are kept");
        }
        else if (value.Any(char.IsControl) || value.Trim().Length != value.Length)
        {
            Add(field, "holds control characters or blanks at its ends");
        }
    }

    public void OneOf(string field, string value, params ReadOnlySpan<string> allowed)
    {
        if (!allowed.Contains(value))
        {
            var words = allowed.ToArray();
            Add(field, $"'{Spelling.Cut(value)}' is not one of {string.Join(", ", words)}{Suggest(value, words)}");
        }
    }

    /// <summary>Every item of a list, each checked by <paramref name="check"/>; too many items and repeated ones are faults too.</summary>
    public void Items(string field, ImmutableArray<string> items, Action<string, string> check)
    {
        if (items.Length > Limits.Items)
        {
            Add(field, $"has {items.Length} items; at most {Limits.Items} are kept");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            check($"{field}[{i}]", items[i]);
            if (!seen.Add(items[i]))
            {
                Add($"{field}[{i}]", $"'{Spelling.Cut(items[i])}' stands here twice");
            }
        }
    }

    /// <summary><c>; did you mean acme?</c>, or nothing.</summary>
    public static string Suggest(string written, IEnumerable<string> known) =>
        Spelling.Nearest(written, known) is { } near ? $"; did you mean {near}?" : "";
}
