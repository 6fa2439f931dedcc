namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>document.signed</c>: A person accepted a document, or an administrator recorded that it is on file. Durable before it counts.</summary>
internal sealed record DocumentSigned : AuditEvent
{
    /// <summary>Whose paper it is. The same as the actor: accepted by the person; another: recorded.</summary>
    public required string Login { get; init; }

    /// <summary>The document's name in the catalogue.</summary>
    public required string Document { get; init; }

    /// <summary><c>nda</c>, <c>training</c> or <c>background</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The document's version.</summary>
    public required string Version { get; init; }

    /// <summary>Of the text that was shown.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Until when it is valid.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>What the administrator noted.</summary>
    public string? Note { get; init; }
}
