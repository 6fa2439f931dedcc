using RemoteDev.Cedar.Schema;

namespace RemoteDev.Cedar.Validation;

/// <summary>
/// The least upper bound of types, strict: the same type, but for what is known of truth values. The source is the specification's
/// <c>Cedar/Validation/Subtyping.lean</c>.
/// </summary>
internal static class TypeJoin
{
    public static CedarType AnyBool { get; } = new CedarType.Bool();

    public static CedarType True { get; } = new CedarType.Bool(Only: true);

    public static CedarType False { get; } = new CedarType.Bool(Only: false);

    public static CedarType Long { get; } = new CedarType.Long();

    public static CedarType Text { get; } = new CedarType.Text();

    public static CedarType Bool(bool value) => value ? True : False;

    public static bool IsTrue(CedarType? type) => type is CedarType.Bool { Only: true };

    public static bool IsFalse(CedarType? type) => type is CedarType.Bool { Only: false };

    /// <summary>The type of what is of one of the two types; null when they do not go together.</summary>
    public static CedarType? Of(CedarType left, CedarType right)
    {
        if (ReferenceEquals(left, right))
        {
            return left;
        }

        switch (left, right)
        {
            case (CedarType.Bool a, CedarType.Bool b):
                return a.Only == b.Only ? a : AnyBool;
            case (CedarType.Set a, CedarType.Set b):
                return OfSets(a, b);
            case (CedarType.Record a, CedarType.Record b):
                return OfRecords(a.Attributes, b.Attributes);
            default:
                return left.Equals(right) ? left : null;
        }
    }

    /// <summary>Why two types do not go together, when that needs saying; starts with a colon.</summary>
    public static string Reason(CedarType left, CedarType right) => (left, right) switch
    {
        (CedarType.Set { Element: { } a }, CedarType.Set { Element: { } b }) => Reason(a, b),
        (CedarType.Record a, CedarType.Record b) => RecordReason(a.Attributes, b.Attributes),
        (CedarType.Entity, CedarType.Entity) => ": different entity types are never the same",
        _ => "",
    };

    private static CedarType.Set? OfSets(CedarType.Set left, CedarType.Set right)
    {
        if (left.Element is null || right.Element is null)
        {
            return left.Element is null ? right : left;
        }

        return Of(left.Element, right.Element) is { } element ? new CedarType.Set(element) : null;
    }

    private static CedarType.Record? OfRecords(RecordType left, RecordType right)
    {
        if (ReferenceEquals(left, right))
        {
            return new CedarType.Record(left);
        }

        if (left.Attributes.Count != right.Attributes.Count)
        {
            return null;
        }

        var joined = new List<KeyValuePair<string, AttributeType>>(left.Attributes.Count);
        foreach (var ((name, a), (otherName, b)) in left.Attributes.Zip(right.Attributes))
        {
            if (name != otherName || a.IsRequired != b.IsRequired || Of(a.Type, b.Type) is not { } type)
            {
                return null;
            }

            joined.Add(KeyValuePair.Create(name, new AttributeType(type, a.IsRequired)));
        }

        return new CedarType.Record(new RecordType(joined));
    }

    private static string RecordReason(RecordType left, RecordType right)
    {
        foreach (var (name, a) in left.Attributes)
        {
            if (right.Find(name) is not { } b)
            {
                return $": only one of them has {TypeText.Attribute(name)}";
            }

            if (a.IsRequired != b.IsRequired)
            {
                return $": {TypeText.Attribute(name)} is optional in only one of them";
            }

            if (Of(a.Type, b.Type) is null)
            {
                return $": {TypeText.Attribute(name)} is {TypeText.Of(a.Type)} in one and {TypeText.Of(b.Type)} in the other";
            }
        }

        var extra = right.Attributes.Keys.FirstOrDefault(name => left.Find(name) is null);
        return extra is null ? "" : $": only one of them has {TypeText.Attribute(extra)}";
    }
}
