namespace RemoteDev.Cedar.Ast;

/// <summary>A use of an attribute that starts at a part of the request, such as <c>context.mfa.age</c> or <c>principal has email</c>.</summary>
/// <param name="Root">The part of the request it starts at.</param>
/// <param name="Path">The attribute names, outermost first; at least one.</param>
/// <param name="IsTest">Whether it only asks for presence (<c>has</c>).</param>
/// <param name="Span">Where it is written.</param>
internal sealed record AttributeAccess(RequestVariable Root, IReadOnlyList<string> Path, bool IsTest, SourceSpan Span);
