namespace RemoteDev.Gateway.Trace;

/// <summary>
/// Something that happened and that a judge may want to know. The list of cases is closed (Trace/Events); free text never
/// becomes an event. Operators' logs are another thing (<c>LoggerMessage</c>).
/// </summary>
internal abstract record AuditEvent
{
    private protected AuditEvent()
    {
    }

    /// <summary>The access session it belongs to, if any.</summary>
    public string? Session { get; init; }

    /// <summary>Who did it, as a canonical login, <c>operator</c>, or null when nobody was known.</summary>
    public string? Actor { get; init; }

    /// <summary>The address it came from, as text.</summary>
    public string? Source { get; init; }
}
