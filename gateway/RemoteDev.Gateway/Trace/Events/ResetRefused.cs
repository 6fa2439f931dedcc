namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>reset.refused</c>: The reset of an account was refused or given up.</summary>
internal sealed record ResetRefused : AuditEvent
{
    /// <summary>Public identifier of the reset.</summary>
    public required string Reset { get; init; }

    /// <summary>Whose account.</summary>
    public required string Login { get; init; }

    /// <summary>The words of who refused.</summary>
    public required string Reason { get; init; }
}
