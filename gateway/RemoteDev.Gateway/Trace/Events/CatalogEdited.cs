namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>catalog.edited</c>: The catalogue changed. Durable before the change is visible to anybody.</summary>
internal sealed record CatalogEdited : AuditEvent
{
    /// <summary><c>console</c>, <c>api</c> or <c>operator-socket</c>.</summary>
    public required string Via { get; init; }

    /// <summary>Version of the catalogue that the edit makes.</summary>
    public required long Version { get; init; }

    /// <summary>What changed.</summary>
    public required IReadOnlyList<CatalogChange> Edits { get; init => field = Bounded(value); }
}
