namespace RemoteDev.Cedar.Schema;

/// <summary>What a schema says of one entity type, resolved.</summary>
/// <param name="Name">The type with its namespace.</param>
/// <param name="Ancestors">Every type one of its entities can be in, at any distance; not itself unless it is declared to be in itself.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Tags">The type of every tag's value; null when it has no tags.</param>
/// <param name="EnumIds">The only ids there are, in the order written; null when any id may be.</param>
internal sealed record EntityTypeDefinition(
    string Name, IReadOnlySet<string> Ancestors, RecordType Attributes, CedarType? Tags, IReadOnlyList<string>? EnumIds);
