namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>How much a schema may hold: far above what people write, and low enough that no text makes reading it expensive.</summary>
internal static class SchemaLimits
{
    public const int MaxTextLength = 4 * 1024 * 1024;

    /// <summary>How deep types nest, also through the names of common types.</summary>
    public const int MaxDepth = 400;

    /// <summary>How many attributes, sets and leaves one type has when the names of common types are replaced by what they stand for.</summary>
    public const int MaxTypeSize = 100_000;

    /// <summary>A declaration with several names stands for as many copies of what follows them; so many characters in all.</summary>
    public const int MaxCopiedLength = 16 * 1024 * 1024;

    /// <summary>How many steps up the hierarchies of all entity types, or of all actions, may be.</summary>
    public const int MaxHierarchySteps = 1_000_000;

    /// <summary>Past this many faults in one text, more help nobody.</summary>
    public const int MaxFaults = 50;
}
