using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Forward;

/// <summary>How the moving of bytes ended.</summary>
/// <param name="Reason">Closed when both sides were content.</param>
/// <param name="Refusal">What to tell the person, when something is to be told and the response may not have begun.</param>
internal readonly record struct ForwardOutcome(EndReason Reason, Refusal? Refusal);
