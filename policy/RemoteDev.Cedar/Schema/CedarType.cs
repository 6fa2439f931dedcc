namespace RemoteDev.Cedar.Schema;

/// <summary>
/// The type a schema gives a value, resolved: common types replaced, names complete. Immutable; equality is structural. The source is the
/// specification's <c>Cedar/Validation/Types.lean</c>.
/// </summary>
internal abstract record CedarType
{
    private CedarType()
    {
    }

    /// <summary>The extension types by the names a schema gives them.</summary>
    public static IReadOnlyList<string> ExtensionNames { get; } = ["ipaddr", "decimal", "datetime", "duration"];

    /// <summary>A truth value; the validator also knows when it can only be one of the two.</summary>
    internal sealed record Bool(bool? Only = null) : CedarType
    {
        public override string ToString() => Only is { } value ? value ? "True" : "False" : "Bool";
    }

    internal sealed record Long : CedarType
    {
        public override string ToString() => "Long";
    }

    internal sealed record Text : CedarType
    {
        public override string ToString() => "String";
    }

    /// <summary>A set.</summary>
    /// <param name="Element">The type of every element; null is the empty literal's, which is a subtype of every set type.</param>
    internal sealed record Set(CedarType? Element) : CedarType
    {
        public override string ToString() => $"Set<{Element?.ToString() ?? "__cedar::Never"}>";
    }

    internal sealed record Record(RecordType Attributes) : CedarType
    {
        public override string ToString() => Attributes.ToString();
    }

    /// <summary>An entity.</summary>
    /// <param name="Name">The entity type with its namespace; an action's ends in <c>Action</c>.</param>
    internal sealed record Entity(string Name) : CedarType
    {
        public override string ToString() => Name;
    }

    /// <summary>A value of an extension type.</summary>
    /// <param name="Name">One of <see cref="ExtensionNames"/>.</param>
    internal sealed record Extension(string Name) : CedarType
    {
        public override string ToString() => Name;
    }
}
