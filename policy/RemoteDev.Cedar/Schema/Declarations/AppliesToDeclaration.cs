namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>The requests an action can be asked in.</summary>
/// <param name="Context">The type of the context; null for an empty one.</param>
internal sealed record AppliesToDeclaration(
    IReadOnlyList<NameReference> PrincipalTypes, IReadOnlyList<NameReference> ResourceTypes, TypeExpression? Context);
