namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>One action. A declaration with several names stands here once for each.</summary>
/// <param name="Id">The id of the action in its namespace's type <c>Action</c>.</param>
/// <param name="Parents">The groups it is directly in.</param>
/// <param name="AppliesTo">What requests it can be asked in; null when it is only a group.</param>
internal sealed record ActionDeclaration(
    string Id,
    SourceSpan Span,
    IReadOnlyList<ActionReference> Parents,
    AppliesToDeclaration? AppliesTo,
    IReadOnlyList<SchemaAnnotation> Annotations);
