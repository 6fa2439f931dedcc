using System.Collections.Frozen;

namespace RemoteDev.Policy.Vocabulary;

/// <summary>Which attributes something has. A shape without attributes is a plain value.</summary>
internal sealed class AttributeShape
{
    private static readonly AttributeShape Value = Of();

    private static readonly AttributeShape Classified = Of("classification");

    private readonly FrozenDictionary<string, AttributeShape> _attributes;

    private AttributeShape(Dictionary<string, AttributeShape> attributes) =>
        _attributes = attributes.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The context of every request.</summary>
    public static AttributeShape Context { get; } = new(new Dictionary<string, AttributeShape>(StringComparer.Ordinal)
    {
        ["now"] = Value,
        ["openWindows"] = Value,
        ["mfa"] = Of("age", "method"),
        ["source"] = Of("ip", "networks"),
        ["origin"] = Value,
        ["device"] = Of("certificate", "managed"),
        ["protocol"] = Value,
        ["approval"] = Of("granted", "by", "until"),
        ["port"] = Value,
        ["ticket"] = Value,
    });

    /// <summary>A person.</summary>
    public static AttributeShape User { get; } = new(new Dictionary<string, AttributeShape>(StringComparer.Ordinal)
    {
        ["email"] = Value,
        ["employer"] = Value,
        ["attestations"] = Of([.. Attestations.All]),
        ["suspended"] = Value,
    });

    public IReadOnlyList<string> Names => _attributes.Keys;

    /// <summary>The attributes of a resource that may be of any of these types.</summary>
    public static AttributeShape OfResource(IEnumerable<string> types)
    {
        var all = new Dictionary<string, AttributeShape>(StringComparer.Ordinal);
        foreach (var name in types.SelectMany(type => OfType(type)._attributes.Keys))
        {
            all[name] = Value;
        }

        return new AttributeShape(all);
    }

    public AttributeShape? Find(string name) => _attributes.GetValueOrDefault(name);

    private static AttributeShape OfType(string type) => type switch
    {
        EntityTypes.Environment => Of("kind", "classification"),
        EntityTypes.Repository => Classified,
        EntityTypes.Branch => Of("name", "isProtected"),
        _ => Value,
    };

    private static AttributeShape Of(params string[] names) => new(names.ToDictionary(name => name, _ => Value, StringComparer.Ordinal));
}
