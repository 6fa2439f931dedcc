namespace RemoteDev.Gateway.Identify.Lockouts;

/// <summary>Failures in a row.</summary>
/// <param name="LastAt">When the last one began.</param>
/// <param name="LockedUntil">Nothing is tried before.</param>
internal readonly record struct FailureCount(int Failures, DateTimeOffset LastAt, DateTimeOffset LockedUntil);
