namespace RemoteDev.Cedar.Ast;

/// <summary>An entity named in a policy.</summary>
/// <param name="Uid">The entity.</param>
/// <param name="Span">Where it is named.</param>
internal sealed record EntityLiteral(EntityUid Uid, SourceSpan Span);
