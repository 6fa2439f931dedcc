namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>One attribute of a record or an entity type.</summary>
internal sealed record AttributeDeclaration(
    string Name, SourceSpan Span, TypeExpression Type, bool IsRequired, IReadOnlyList<SchemaAnnotation> Annotations);
