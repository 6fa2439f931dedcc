namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>One entity type. A declaration with several names stands here once for each.</summary>
/// <param name="Parents">The types its entities can be directly in.</param>
/// <param name="Shape">The type of its attributes; null for none.</param>
/// <param name="Tags">The type of its tags' values; null when it has no tags.</param>
/// <param name="EnumIds">The only ids there are; null when any id may be.</param>
internal sealed record EntityTypeDeclaration(
    string Name,
    SourceSpan Span,
    IReadOnlyList<NameReference> Parents,
    TypeExpression? Shape,
    TypeExpression? Tags,
    IReadOnlyList<string>? EnumIds,
    IReadOnlyList<SchemaAnnotation> Annotations);
