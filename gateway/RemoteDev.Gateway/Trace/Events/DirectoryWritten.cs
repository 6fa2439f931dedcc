namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>directory.written</c>: A provider's directory sent a change by SCIM, and what came of it. What it changed on people is <c>catalog.edited</c>.</summary>
internal sealed record DirectoryWritten : AuditEvent
{
    /// <summary>The token by which it came, as people named it.</summary>
    public required string Credential { get; init; }

    /// <summary><c>POST</c>, <c>PUT</c>, <c>PATCH</c> or <c>DELETE</c>.</summary>
    public required string Method { get; init; }

    /// <summary><c>Users/ada</c>, <c>Groups</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>The status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>Why it was refused; null when it was done.</summary>
    public string? Reason { get; init; }
}
