namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>reset.consented</c>: A second administrator consented to the reset of an account.</summary>
internal sealed record ResetConsented : AuditEvent
{
    /// <summary>Public identifier of the reset.</summary>
    public required string Reset { get; init; }

    /// <summary>Whose account.</summary>
    public required string Login { get; init; }

    /// <summary>The first one.</summary>
    public required string StartedBy { get; init; }
}
