using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Authorization;

/// <summary>A policy that could not be evaluated for a request, and so did not count.</summary>
public sealed record PolicyError
{
    internal PolicyError(CedarPolicy policy, EvaluationFault fault) => (Policy, Fault) = (policy, fault);

    /// <summary>The policy.</summary>
    public CedarPolicy Policy { get; }

    /// <summary>The expression that has no value, in the policy's source.</summary>
    public SourceSpan Span => Fault.Span;

    /// <summary>What went wrong, in words.</summary>
    public string Message => Fault.Message;

    internal EvaluationFault Fault { get; }

    /// <summary><c>file:line:column: message</c>.</summary>
    public override string ToString() => $"{Policy.SourceName}:{Span}: {Message}";
}
