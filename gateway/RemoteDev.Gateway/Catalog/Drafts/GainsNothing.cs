namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>
/// Proof that nobody gains anything by going from one version of the policy to another: in the coming week over one version of the catalogue,
/// and by the words of the policies at any time over any. It is what one person alone needs to take access away in an emergency; giving
/// access always takes two.
/// </summary>
internal sealed class GainsNothing
{
    private GainsNothing(long catalogVersion, long from, long to) => (CatalogVersion, From, To) = (catalogVersion, from, to);

    public long CatalogVersion { get; }

    public long From { get; }

    public long To { get; }

    /// <summary>The proof, or null when somebody gains something or is obliged to less, or may be later.</summary>
    /// <param name="latent">Why the policies themselves leave it open; null when they do not.</param>
    public static GainsNothing? By(DraftComparison comparison, string? latent, long from, long to) =>
        latent is null && comparison is { Gained: 0, Loosened: 0, PeopleGaining: 0 } ? new GainsNothing(comparison.CatalogVersion, from, to) : null;
}
