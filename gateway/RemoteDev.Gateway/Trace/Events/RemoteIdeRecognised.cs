namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>remoteide.recognised</c>: An IDE on the person's machine started its server in the environment over SSH.</summary>
internal sealed record RemoteIdeRecognised : AuditEvent
{
    /// <summary>The stream that carried its script.</summary>
    public required string StreamId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Product { get; init; }

    /// <summary>The commit of the server, in hex, or <c>unknown</c>.</summary>
    public required string Commit { get; init; }
}
