namespace RemoteDev.Cedar.Ast;

/// <summary>An entity type named after <c>is</c>.</summary>
/// <param name="Name">The type with its namespace.</param>
/// <param name="Span">Where it is named.</param>
internal sealed record EntityTypeReference(string Name, SourceSpan Span);
