namespace RemoteDev.Cedar.Ast;

/// <summary>A <c>when</c> or <c>unless</c> clause.</summary>
internal sealed class Condition
{
    internal Condition(ConditionKind kind, Expression body, SourceSpan span)
    {
        Kind = kind;
        Body = body;
        Span = span;
    }

    /// <summary>How the condition counts.</summary>
    public ConditionKind Kind { get; }

    /// <summary>The expression between the braces.</summary>
    public Expression Body { get; }

    /// <summary>The whole clause with its keyword and braces.</summary>
    public SourceSpan Span { get; }
}
