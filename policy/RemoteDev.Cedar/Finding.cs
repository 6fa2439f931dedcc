using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar;

/// <summary>
/// One thing to say about a text, a set of policies, an entity, a request or a policy: why it cannot be taken, what in it is probably not meant,
/// or why it could not be evaluated.
/// </summary>
/// <example>
/// <code>
/// foreach (var finding in PolicySet.Parse("permit (principal, action);", "a.cedar").Faults)
/// {
///     Console.WriteLine(finding); // a.cedar:1:26: expected `,` after `action`, found `)`
/// }
/// </code>
/// </example>
public sealed record Finding
{
    private Finding(FindingCode code, string message) => (Code, Message) = (code, message);

    /// <summary>What kind of thing it is.</summary>
    public FindingCode Code { get; }

    /// <summary>What it is, for the person who wrote the text or made the request.</summary>
    public string Message { get; }

    /// <summary>
    /// Whether it keeps what it is about from use. What is probably not what was meant does not, nor does what stood in a policy's way.
    /// </summary>
    public bool IsError { get; private init; }

    /// <summary>The name the caller gave the text, usually a file name; empty when the finding has no place in a text.</summary>
    public string SourceName { get; private init; } = "";

    /// <summary>The place in the text; line 0 when the finding has none.</summary>
    public SourceSpan Span { get; private init; }

    /// <summary>The policy, template or link it is about; null when it is about none.</summary>
    public string? PolicyId { get; private init; }

    /// <summary>The entity it is about; null when it is about none, or about one whose name cannot be read.</summary>
    public EntityUid? Entity { get; private init; }

    /// <summary>The policy it is about, when there is one already.</summary>
    internal CedarPolicy? Policy { get; private init; }

    /// <summary>The kind of failure, when a policy could not be evaluated.</summary>
    internal EvaluationFaultKind? Failure { get; private init; }

    /// <summary><c>file:line:column: message</c>, the form editors make clickable; without a place, who it is about and the message.</summary>
    public override string ToString() =>
        Span.Line > 0 ? $"{SourceName}:{Span}: {Message}"
        : Entity is not null ? $"{Entity}: {Message}"
        : PolicyId is not null ? $"{PolicyId}: {Message}"
        : Message;

    internal static Finding InText(string sourceName, SourceSpan span, string message) =>
        new(FindingCode.BadText, message) { IsError = true, SourceName = sourceName, Span = span };

    internal static Finding InSet(string? policyId, string message) => new(FindingCode.BadSet, message) { IsError = true, PolicyId = policyId };

    internal static Finding OfEntity(EntityUid? entity, string message) => new(FindingCode.BadEntity, message) { IsError = true, Entity = entity };

    internal static Finding OfRequest(FindingCode code, string message) => new(code, message) { IsError = true };

    internal static Finding OfPolicy(CedarPolicy policy, SourceSpan span, FindingCode code, string message, bool isError) =>
        new(code, message) { Policy = policy, PolicyId = policy.Id, SourceName = policy.SourceName, Span = span, IsError = isError };

    internal static Finding OfEvaluation(CedarPolicy policy, EvaluationFault fault) =>
        OfPolicy(policy, fault.Span, FindingCode.EvaluationFailed, fault.Message, isError: true) with { Failure = fault.Kind };
}
