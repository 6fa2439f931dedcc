namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>An annotation on a declaration, such as <c>@doc("who can log in")</c>.</summary>
/// <param name="Value">The text; null when only the key is written, which means the same as "".</param>
internal sealed record SchemaAnnotation(string Key, string? Value, SourceSpan Span);
