namespace RemoteDev.Cedar.Syntax;

/// <summary>One thing that is wrong with a policy text.</summary>
/// <param name="SourceName">The name the caller gave the text, usually a file name.</param>
/// <param name="Span">Where it is wrong.</param>
/// <param name="Message">What is wrong, for the person who wrote it.</param>
public sealed record SyntaxFault(string SourceName, SourceSpan Span, string Message)
{
    /// <summary><c>file:line:column: message</c>, the form editors make clickable.</summary>
    public override string ToString() => $"{SourceName}:{Span.Line}:{Span.Column}: {Message}";
}
