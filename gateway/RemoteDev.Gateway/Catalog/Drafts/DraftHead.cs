namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>A draft without its texts, for lists.</summary>
internal sealed record DraftHead(
    long Number,
    long Revision,
    DraftState State,
    string Note,
    long BaseNumber,
    long? RollbackOf,
    string Sha256,
    string Author,
    DateTimeOffset EditedAt,
    string? DecidedBy,
    DateTimeOffset? ActivateAt,
    long? Version,
    string? Failure);
