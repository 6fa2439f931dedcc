namespace RemoteDev.Cedar.Ast;

/// <summary>What a policy, or a part of one, names: the raw material of checks of names.</summary>
/// <param name="Entities">Entities, in the order written; one named twice is listed twice.</param>
/// <param name="Types">Types after <c>is</c>.</param>
/// <param name="Attributes">
/// Uses of attributes that start at <c>principal</c>, <c>action</c>, <c>resource</c> or <c>context</c>, each with its longest path.
/// </param>
internal sealed record PolicyReferences(
    IReadOnlyList<EntityLiteral> Entities, IReadOnlyList<EntityTypeReference> Types, IReadOnlyList<AttributeAccess> Attributes);
