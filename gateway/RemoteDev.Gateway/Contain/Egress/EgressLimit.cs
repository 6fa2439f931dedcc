namespace RemoteDev.Gateway.Contain.Egress;

/// <summary>How many bytes policy lets out. Null means that policy says nothing about that span; zero lets nothing out.</summary>
/// <param name="PerDay">By one person from one place in one UTC day, over all sessions.</param>
/// <param name="PerSession">In one access session.</param>
internal readonly record struct EgressLimit(long? PerDay, long? PerSession);
