using RemoteDev.Cedar.Schema;

namespace RemoteDev.Cedar.Validation;

/// <summary>Structural equality with a hash that sees the names, so that many records of as many attributes do not collide.</summary>
internal sealed class RecordTypeComparer : IEqualityComparer<RecordType>
{
    public bool Equals(RecordType? x, RecordType? y) => x is null ? y is null : x.Equals(y);

    public int GetHashCode(RecordType obj)
    {
        var hash = default(HashCode);
        foreach (var (name, attribute) in obj.Attributes)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(attribute.IsRequired);
            hash.Add(HashOf(attribute.Type));
        }

        return hash.ToHashCode();
    }

    private int HashOf(CedarType type) => type switch
    {
        CedarType.Record record => GetHashCode(record.Attributes),
        CedarType.Set { Element: { } element } => HashCode.Combine(1, HashOf(element)),
        _ => type.GetHashCode(),
    };
}
