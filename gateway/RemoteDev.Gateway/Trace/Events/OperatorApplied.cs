namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>operator.applied</c>: The operator of the machine applied catalogue files over the local socket.</summary>
internal sealed record OperatorApplied : AuditEvent
{
    /// <summary>Names of the files.</summary>
    public required IReadOnlyList<string> Files { get; init => field = Bounded(value); }

    /// <summary>Version of the catalogue afterwards.</summary>
    public required long Version { get; init; }

    /// <summary>How many entries changed.</summary>
    public required int Changes { get; init; }
}
