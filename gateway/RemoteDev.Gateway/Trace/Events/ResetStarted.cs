namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>reset.started</c>: An administrator started the reset of an account, or vouched for who had asked.</summary>
internal sealed record ResetStarted : AuditEvent
{
    /// <summary>Public identifier of the reset.</summary>
    public required string Reset { get; init; }

    /// <summary>Whose account.</summary>
    public required string Login { get; init; }

    /// <summary>Whether somebody had asked, and the administrator vouches.</summary>
    public required bool Asked { get; init; }

    /// <summary>The words of who started it.</summary>
    public required string Reason { get; init; }
}
