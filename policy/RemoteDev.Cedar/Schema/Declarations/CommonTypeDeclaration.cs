namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>A name for a type, such as <c>type Attestations = {nda?: datetime};</c>.</summary>
internal sealed record CommonTypeDeclaration(
    string Name, SourceSpan Span, TypeExpression Type, IReadOnlyList<SchemaAnnotation> Annotations);
