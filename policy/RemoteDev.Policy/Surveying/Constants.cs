using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Policy.Surveying;

/// <summary>The constants and patterns that something is compared with.</summary>
internal sealed class Constants
{
    public HashSet<Value> Values { get; } = [];

    /// <summary>For each pattern of <c>like</c> a text that it matches, <c>vendor/*</c>: the wildcard matches the star, which no name holds.</summary>
    public HashSet<string> Instances { get; } = new(StringComparer.Ordinal);

    /// <summary>The patterns, to tell other texts apart by.</summary>
    public Dictionary<string, LikePattern> Patterns { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether something is computed with it: parts of a time, units of a length.</summary>
    public bool IsComputed { get; set; }

    /// <summary>Whether the special ranges of addresses matter.</summary>
    public bool AsksSpecialRanges { get; set; }

    public IEnumerable<T> Of<T>()
        where T : Value => Values.OfType<T>();

    /// <summary>Every text worth trying, in a fixed order.</summary>
    public IEnumerable<string> Texts => Of<StringValue>().Select(text => text.Value).Concat(Instances).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Equal for texts that the same patterns match.</summary>
    public string Fits(string text) => string.Join(',', Patterns.Where(pattern => pattern.Value.IsMatch(text)).Select(pattern => pattern.Key).Order(StringComparer.Ordinal));

    public void Add(Constants other)
    {
        Values.UnionWith(other.Values);
        Instances.UnionWith(other.Instances);
        IsComputed |= other.IsComputed;
        AsksSpecialRanges |= other.AsksSpecialRanges;
        foreach (var (text, pattern) in other.Patterns)
        {
            Patterns.TryAdd(text, pattern);
        }
    }
}
