namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>An action as another one names it.</summary>
/// <param name="Type">Its type as written; null for the type <c>Action</c>.</param>
internal sealed record ActionReference(string? Type, string Id, SourceSpan Span);
