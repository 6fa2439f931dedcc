using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Cedar.Values;

/// <summary>Named attributes; also the context of a request and the attributes of an entity.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A Cedar value that can be enumerated, named as all Cedar values are.")]
internal sealed class RecordValue : Value, IReadOnlyDictionary<string, Value>
{
    /// <summary>Up to this many attributes a scan is faster than a binary search.</summary>
    private const int ScanLimit = 8;

    private readonly string[] _names;
    private readonly Value[] _values;

    /// <summary>The record of <paramref name="attributes"/>.</summary>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public RecordValue(params IEnumerable<KeyValuePair<string, Value>> attributes)
        : base(ValueKind.Record)
    {
        var sorted = attributes.ToArray();
        var names = Array.ConvertAll(sorted, attribute => attribute.Key);
        _values = Array.ConvertAll(sorted, attribute => attribute.Value);
        Array.Sort(names, _values, StringComparer.Ordinal);
        _names = NamePool.Of(names);
        for (var i = 1; i < _names.Length; i++)
        {
            if (_names[i] == _names[i - 1])
            {
                throw new ArgumentException($"the attribute {StringValue.Quote(_names[i])} occurs twice", nameof(attributes));
            }
        }
    }

    /// <summary>Takes both arrays over; the names must be different and in ordinal order.</summary>
    internal RecordValue(string[] sortedNames, Value[] values)
        : base(ValueKind.Record)
    {
        _names = sortedNames;
        _values = values;
    }

    /// <summary>The record without attributes.</summary>
    public static RecordValue Empty { get; } = new([], []);

    /// <summary>How many attributes the record has.</summary>
    public int Count => _names.Length;

    /// <summary>The attribute names, in ordinal order.</summary>
    public IReadOnlyList<string> Names => _names;

    IEnumerable<string> IReadOnlyDictionary<string, Value>.Keys => _names;

    IEnumerable<Value> IReadOnlyDictionary<string, Value>.Values => _values;

    Value IReadOnlyDictionary<string, Value>.this[string key] =>
        TryGet(key, out var value) ? value : throw new KeyNotFoundException($"there is no attribute {StringValue.Quote(key)}");

    /// <summary>The attributes as a record, which they mostly are already; none when null.</summary>
    public static RecordValue From(IReadOnlyDictionary<string, Value>? attributes) =>
        attributes is null ? Empty : attributes as RecordValue ?? new RecordValue(attributes);

    /// <summary>The record of <paramref name="attributes"/>, written as pairs.</summary>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public static RecordValue Of(params ReadOnlySpan<(string Name, Value Value)> attributes)
    {
        var pairs = new KeyValuePair<string, Value>[attributes.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = KeyValuePair.Create(attributes[i].Name, attributes[i].Value);
        }

        return new RecordValue(pairs);
    }

    /// <summary>Whether the record has the attribute <paramref name="name"/>.</summary>
    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>The attribute <paramref name="name"/>, if the record has it.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Value? value)
    {
        var index = IndexOf(name);
        value = index < 0 ? null : _values[index];
        return index >= 0;
    }

    /// <summary>
    /// The attribute <paramref name="name"/> or null. <paramref name="hint"/> is where the same question found it last, which mostly is where
    /// it is again; a wrong hint costs time alone.
    /// </summary>
    internal Value? Find(string name, ref int hint)
    {
        var at = hint;
        if ((uint)at < (uint)_names.Length && _names[at] == name)
        {
            return _values[at];
        }

        at = IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        hint = at;
        return _values[at];
    }

    /// <inheritdoc/>
    public override bool Equals(Value? other) =>
        ReferenceEquals(this, other)
        || other is RecordValue o && _names.AsSpan().SequenceEqual(o._names) && _values.AsSpan().SequenceEqual(o._values);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        for (var i = 0; i < _names.Length; i++)
        {
            hash.Add(_names[i], StringComparer.Ordinal);
            hash.Add(_values[i]);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", this.Select(pair => $"{StringValue.Quote(pair.Key)}: {pair.Value}"))}}}";

    bool IReadOnlyDictionary<string, Value>.ContainsKey(string key) => Contains(key);

    bool IReadOnlyDictionary<string, Value>.TryGetValue(string key, [MaybeNullWhen(false)] out Value value) => TryGet(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Value>> GetEnumerator()
    {
        for (var i = 0; i < _names.Length; i++)
        {
            yield return KeyValuePair.Create(_names[i], _values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name)
    {
        if (_names.Length > ScanLimit)
        {
            return Array.BinarySearch(_names, name, StringComparer.Ordinal);
        }

        for (var i = 0; i < _names.Length; i++)
        {
            if (_names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
