using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema;

/// <summary>The attributes of a record, in ordinal order of their names. Closed: a record has no other. Equality is structural.</summary>
internal sealed class RecordType : IEquatable<RecordType>
{
    private readonly SortedDictionary<string, AttributeType> _attributes;

    public RecordType(IEnumerable<KeyValuePair<string, AttributeType>> attributes)
    {
        _attributes = new SortedDictionary<string, AttributeType>(StringComparer.Ordinal);
        foreach (var (name, type) in attributes)
        {
            _attributes.Add(name, type);
        }
    }

    public static RecordType Empty { get; } = new([]);

    public IReadOnlyDictionary<string, AttributeType> Attributes => _attributes;

    public AttributeType? Find(string name) => _attributes.GetValueOrDefault(name);

    public bool Equals(RecordType? other) =>
        ReferenceEquals(this, other) || other is not null && _attributes.SequenceEqual(other._attributes);

    public override bool Equals(object? obj) => Equals(obj as RecordType);

    public override int GetHashCode() => _attributes.Count;

    public override string ToString() =>
        $"{{{string.Join(", ", _attributes.Select(pair => $"{StringValue.Quote(pair.Key)}{(pair.Value.IsRequired ? "" : "?")}: {pair.Value.Type}"))}}}";
}
