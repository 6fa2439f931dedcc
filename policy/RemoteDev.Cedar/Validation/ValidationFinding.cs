namespace RemoteDev.Cedar.Validation;

/// <summary>One thing that is wrong, or probably wrong, with a policy.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Span">Where in the policy's source.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Code">What kind of thing it is.</param>
/// <param name="Message">What it is, for the person who wrote the policy.</param>
public sealed record ValidationFinding(CedarPolicy Policy, SourceSpan Span, FindingSeverity Severity, FindingCode Code, string Message)
{
    /// <summary><c>file:line:column: message</c>, the form editors make clickable.</summary>
    public override string ToString() => $"{Policy.SourceName}:{Span.Line}:{Span.Column}: {Message}";
}
