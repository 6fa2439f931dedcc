using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// One thing that would have to be different for a policy to apply: a constraint of its scope, or the smallest part of a condition that decides
/// alone. Of <c>when { a &amp;&amp; b }</c> that is each operand that is false, of <c>unless { a || b }</c> each that is true.
/// </summary>
/// <param name="Text">The part as it was written.</param>
/// <param name="Span">Where it is written.</param>
public sealed record Obstacle(string Text, SourceSpan Span)
{
    /// <summary>The clause it is part of; null when it is part of the scope.</summary>
    internal Condition? Condition { get; init; }

    /// <summary>What stands there; null when it is part of the scope.</summary>
    internal Expression? Part { get; init; }
}
