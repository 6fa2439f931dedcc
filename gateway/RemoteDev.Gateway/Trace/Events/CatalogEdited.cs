namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>catalog.edited</c>: The catalogue changed. Durable before the change is visible to anybody.</summary>
internal sealed record CatalogEdited : AuditEvent
{
    /// <summary><c>console</c>, <c>api</c>, <c>operator-socket</c>, <c>openid</c> or <c>scim</c>.</summary>
    public required string Via { get; init; }

    /// <summary>The credential by which a directory came; null for everybody else.</summary>
    public string? Credential { get; init; }

    /// <summary>Version of the catalogue that the edit makes.</summary>
    public required long Version { get; init; }

    /// <summary>What changed.</summary>
    public required IReadOnlyList<CatalogChange> Edits { get; init => field = Bounded(value); }
}
