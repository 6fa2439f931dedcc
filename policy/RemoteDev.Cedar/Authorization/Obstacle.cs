using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Authorization;

/// <summary>One thing that would have to be different for a policy to apply.</summary>
/// <param name="Condition">The clause it is part of.</param>
/// <param name="Part">
/// The smallest part that decides alone: of <c>when { a &amp;&amp; b }</c> each operand that is false, of <c>unless { a || b }</c> each that is true.
/// </param>
/// <param name="Text">The part as it was written.</param>
public sealed record Obstacle(Condition Condition, Expression Part, string Text)
{
    /// <summary>Where the part is written.</summary>
    public SourceSpan Span => Part.Span;
}
