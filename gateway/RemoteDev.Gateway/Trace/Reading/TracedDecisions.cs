namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>What was decided since an instant.</summary>
/// <param name="IsCut">True when more was decided than can be looked at, and the oldest was left out.</param>
internal sealed record TracedDecisions(IReadOnlyList<TracedDecision> Decisions, bool IsCut);
