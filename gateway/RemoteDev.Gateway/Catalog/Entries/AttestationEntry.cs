namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>A paper on file for a person: <c>nda</c>, <c>training</c> or <c>background</c>, valid until it expires.</summary>
internal sealed record AttestationEntry(string Kind, DateTimeOffset ExpiresAt)
{
    /// <summary>The document that was signed, by its name in the catalogue; null for a paper that was only noted here.</summary>
    public string? Document { get; init; }

    /// <summary>The document's version.</summary>
    public string? Version { get; init; }

    /// <summary>Of the text that was shown, in lower-case hex.</summary>
    public string? Sha256 { get; init; }

    /// <summary>When it was signed.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Who signed: the person themselves, or the administrator who recorded it.</summary>
    public string? By { get; init; }

    /// <summary>What the administrator noted.</summary>
    public string? Note { get; init; }
}
