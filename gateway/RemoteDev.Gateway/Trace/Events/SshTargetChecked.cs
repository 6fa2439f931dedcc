namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>sshtarget.checked</c>: An administrator had the gateway try to enter an environment by SSH. Nobody worked in it.</summary>
internal sealed record SshTargetChecked : AuditEvent
{
    public required string Environment { get; init; }

    /// <summary><c>entered</c>, <c>unreachable</c>, <c>host-key-differs</c>, ...</summary>
    public required string Outcome { get; init; }

    /// <summary>The fingerprint of the key that the machine has proven to hold, or null when the gateway did not get in.</summary>
    public string? HostKey { get; init; }
}
