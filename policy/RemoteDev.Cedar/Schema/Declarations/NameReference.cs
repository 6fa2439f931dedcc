namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>A name as written, with or without its namespace.</summary>
internal sealed record NameReference(string Name, SourceSpan Span);
