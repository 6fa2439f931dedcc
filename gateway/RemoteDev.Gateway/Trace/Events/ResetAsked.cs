namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>reset.asked</c>: Somebody who cannot sign in asked that an account be set anew. It is not said that it was its person.</summary>
internal sealed record ResetAsked : AuditEvent
{
    /// <summary>Public identifier of the reset.</summary>
    public required string Reset { get; init; }

    /// <summary>Whose account.</summary>
    public required string Login { get; init; }

    /// <summary>Whether that browser had shown the account's password.</summary>
    public required bool KnowsPassword { get; init; }
}
