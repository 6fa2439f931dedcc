namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>A type as written.</summary>
internal abstract record TypeExpression
{
    private TypeExpression(SourceSpan span) => Span = span;

    public SourceSpan Span { get; }

    /// <summary><c>Long</c>, <c>String</c> or <c>Bool</c>, whatever else has that name; only the JSON syntax can say so.</summary>
    internal sealed record Primitive(string Name, SourceSpan Span) : TypeExpression(Span);

    /// <summary>An extension type, whatever else has its name; only the JSON syntax can say so.</summary>
    internal sealed record Extension(string Name, SourceSpan Span) : TypeExpression(Span);

    internal sealed record Reference(string Name, ReferenceKind Kind, SourceSpan Span) : TypeExpression(Span);

    internal sealed record Set(TypeExpression Element, SourceSpan Span) : TypeExpression(Span);

    internal sealed record Record(IReadOnlyList<AttributeDeclaration> Attributes, SourceSpan Span) : TypeExpression(Span);
}
