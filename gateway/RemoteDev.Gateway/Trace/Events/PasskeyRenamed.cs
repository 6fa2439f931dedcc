namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>passkey.renamed</c>: A person gave a passkey of their own another name.</summary>
internal sealed record PasskeyRenamed : AuditEvent
{
    public required string From { get; init; }

    public required string To { get; init; }
}
