namespace RemoteDev.Cedar.Evaluation;

/// <summary>Why and where a policy could not be evaluated.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Span">The expression without a value, in the policy's source.</param>
/// <param name="Message">The reason in words.</param>
internal sealed record EvaluationFault(EvaluationFaultKind Kind, SourceSpan Span, string Message);
