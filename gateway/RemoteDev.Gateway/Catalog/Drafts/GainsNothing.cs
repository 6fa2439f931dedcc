namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>
/// Proof that nobody gains anything by going from one version of the policy to another, over one version of the catalogue. It is what
/// one person alone needs to take access away in an emergency; giving access always takes two.
/// </summary>
internal sealed class GainsNothing
{
    private GainsNothing(long catalogVersion, long from, long to) => (CatalogVersion, From, To) = (catalogVersion, from, to);

    public long CatalogVersion { get; }

    public long From { get; }

    public long To { get; }

    /// <summary>The proof, or null when somebody gains something or is obliged to less.</summary>
    public static GainsNothing? By(DraftComparison comparison, long from, long to) =>
        comparison is { Gained: 0, Loosened: 0, PeopleGaining: 0 } ? new GainsNothing(comparison.CatalogVersion, from, to) : null;
}
