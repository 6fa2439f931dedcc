using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Cedar.Values;

/// <summary>A set of values; each is kept once, in the order first seen.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A Cedar value that can be enumerated, named as all Cedar values are.")]
internal sealed class SetValue : Value, IReadOnlyCollection<Value>
{
    /// <summary>Up to this many elements a scan is faster than hashing.</summary>
    private const int ScanLimit = 8;

    private readonly Value[] _elements;

    /// <summary>The <see cref="Value.Scalar"/> of each element, so that those which cannot be equal are not even fetched. Empty when there is an index.</summary>
    private readonly long[] _scalars;
    private readonly HashSet<Value>? _index;
    private readonly int _hash;

    /// <summary>The set of <paramref name="elements"/>.</summary>
    public SetValue(params IEnumerable<Value> elements)
        : this(elements.ToArray().AsSpan())
    {
    }

    internal SetValue(ReadOnlySpan<Value> elements)
        : base(ValueKind.Set)
    {
        _elements = elements.Length <= ScanLimit ? Scan(elements) : Hash(elements, out _index);
        var allEntities = true;
        foreach (var element in _elements)
        {
            // Order must not matter, so the hashes are added up.
            _hash = unchecked(_hash + element.GetHashCode());
            allEntities &= element is EntityUid;
        }

        HoldsOnlyEntities = allEntities;
        _scalars = _index is null ? Array.ConvertAll(_elements, element => element.Scalar) : [];
    }

    /// <summary>The set without elements.</summary>
    public static SetValue Empty { get; } = new(ReadOnlySpan<Value>.Empty);

    /// <summary>How many different values the set holds.</summary>
    public int Count => _elements.Length;

    internal bool HoldsOnlyEntities { get; }

    /// <summary>Whether there are so many elements that they are found by their hashes.</summary>
    internal bool IsHashed => _index is not null;

    internal ReadOnlySpan<Value> Elements => _elements;

    /// <summary>Whether <paramref name="value"/> is in the set.</summary>
    public bool Contains(Value value)
    {
        if (_index is not null)
        {
            return _index.Contains(value);
        }

        for (var i = 0; i < _scalars.Length; i++)
        {
            if (_scalars[i] == value.Scalar && _elements[i].Equals(value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether every element of <paramref name="other"/> is in the set.</summary>
    public bool ContainsAll(SetValue other)
    {
        if (other.Count > Count)
        {
            return false;
        }

        foreach (var element in other._elements)
        {
            if (!Contains(element))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether at least one element of <paramref name="other"/> is in the set.</summary>
    public bool ContainsAny(SetValue other)
    {
        foreach (var element in other._elements)
        {
            if (Contains(element))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override bool Equals(Value? other) =>
        ReferenceEquals(this, other) || other is SetValue o && o._hash == _hash && o.Count == Count && ContainsAll(o);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", (IEnumerable<Value>)_elements)}]";

    /// <inheritdoc/>
    public IEnumerator<Value> GetEnumerator() => _elements.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _elements.GetEnumerator();

    private static Value[] Scan(ReadOnlySpan<Value> elements)
    {
        var kept = new Value[elements.Length];
        var count = 0;
        foreach (var element in elements)
        {
            if (!kept.AsSpan(0, count).Contains(element))
            {
                kept[count++] = element;
            }
        }

        return count == kept.Length ? kept : kept[..count];
    }

    private static Value[] Hash(ReadOnlySpan<Value> elements, out HashSet<Value> index)
    {
        index = new HashSet<Value>(elements.Length);
        var kept = new List<Value>(elements.Length);
        foreach (var element in elements)
        {
            if (index.Add(element))
            {
                kept.Add(element);
            }
        }

        return [.. kept];
    }
}
