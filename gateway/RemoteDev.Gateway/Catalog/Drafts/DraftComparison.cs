namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>What a draft changes, worked out when it was submitted and kept with it: what the approver saw stays to be seen.</summary>
internal sealed record DraftComparison
{
    /// <summary>The catalogue it was worked out over.</summary>
    public required long CatalogVersion { get; init; }

    /// <summary>The week it looks at.</summary>
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>In one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Who gains or loses which action on what and when; bounded, and the last line says what was left out.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>What was taken as given.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>What lint says of the text without refusing it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public int PeopleGaining { get; init; }

    public int PeopleLosing { get; init; }

    /// <summary>Counted in triples of person, action and resource, as the three below.</summary>
    public long Gained { get; init; }

    public long Lost { get; init; }

    /// <summary>Permitted before and after, with fewer obligations.</summary>
    public long Loosened { get; init; }

    public long Tightened { get; init; }

    /// <summary>Test cases, all of which passed.</summary>
    public int TestsPassed { get; init; }
}
