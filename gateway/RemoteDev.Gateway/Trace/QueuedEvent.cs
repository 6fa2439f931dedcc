namespace RemoteDev.Gateway.Trace;

/// <summary>An event on its way to the writer.</summary>
/// <param name="Durable">Completed when it is on the disk (true) or will not be (false); null when nobody waits.</param>
internal readonly record struct QueuedEvent(AuditEvent Event, DateTimeOffset At, TaskCompletionSource<bool>? Durable);
