namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>A paper on file for a person: <c>nda</c>, <c>training</c> or <c>background</c>, valid until it expires.</summary>
internal sealed record AttestationEntry(string Kind, DateTimeOffset ExpiresAt);
