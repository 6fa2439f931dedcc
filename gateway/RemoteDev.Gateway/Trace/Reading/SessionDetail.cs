using RemoteDev.Gateway.Trace.Index;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>One access session with what was decided and done in it.</summary>
/// <param name="Decisions">What was permitted and refused and by which policies, streams with their bytes, pushes, the end; oldest first.</param>
/// <param name="MoreDecisions">True when there are more decisions than are shown; the event list has them all.</param>
/// <param name="Requests">The requests that were asked for, oldest first.</param>
/// <param name="BytesOut">Bytes that went out by all requests of the session, and by its streams that have ended.</param>
internal sealed record SessionDetail(
    SessionRow Session, IReadOnlyList<EventRow> Decisions, bool MoreDecisions, TracePage<RequestRow> Requests, long BytesOut);
