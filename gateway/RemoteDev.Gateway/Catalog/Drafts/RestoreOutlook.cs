using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>
/// What going back to an older version of the policy would do, and whether one person may do it alone. The page shows it and the act
/// obeys it, so that they cannot say different things of one catalogue; the act has it worked out once more.
/// </summary>
internal sealed record RestoreOutlook
{
    /// <summary>The version in force; null when none is.</summary>
    public PolicyEntry? InForce { get; init; }

    /// <summary>The version to go back to; null when there is none.</summary>
    public PolicyEntry? Older { get; init; }

    /// <summary>The catalogue it was worked out over.</summary>
    public required long CatalogVersion { get; init; }

    /// <summary>What going back changes in the coming week; null when that could not be worked out.</summary>
    public DraftComparison? Comparison { get; init; }

    /// <summary>
    /// That nobody gains by it, which lets one person go back alone; null when somebody does or may, or when it is not known.
    /// </summary>
    public GainsNothing? Proof { get; init; }

    /// <summary>Who gains what, in words without a full stop; null when nobody does or when it is not known.</summary>
    public string? Gains { get; init; }

    /// <summary>What keeps it from being known; null when all of it is.</summary>
    public CatalogFault? Fault { get; init; }
}
