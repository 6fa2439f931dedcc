using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>An answer that policy gave, as the trace knows it.</summary>
/// <param name="Action">The name of the action.</param>
/// <param name="ResourceType">The type of the resource, without its namespace.</param>
/// <param name="Refusal">Why not; null when it was permitted.</param>
/// <param name="Inside">Whether an environment spoke.</param>
internal sealed record TracedDecision(
    DateTimeOffset At,
    string Login,
    string Action,
    string ResourceType,
    string ResourceId,
    RefusalCode? Refusal,
    string? Source,
    bool Inside,
    bool Git,
    IReadOnlyList<string> Policies);
