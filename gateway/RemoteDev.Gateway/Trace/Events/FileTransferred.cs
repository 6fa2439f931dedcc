namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>file.transferred</c>: Content of one file passed over SSH, in one direction.</summary>
internal sealed record FileTransferred : AuditEvent
{
    /// <summary>The stream it passed in.</summary>
    public required string StreamId { get; init; }

    /// <summary>The environment.</summary>
    public required string Place { get; init; }

    /// <summary>As the person's client named it, escaped and bounded.</summary>
    public required string Path { get; init; }

    /// <summary>True when it left the environment, false when it was brought in.</summary>
    public required bool Outwards { get; init; }

    /// <summary>Octets of content that passed, repeated ones counted again.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the content in lower-case hex, when it passed in order from the file's beginning; otherwise null.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Whether that was the whole file.</summary>
    public required bool IsWhole { get; init; }
}
