using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.OpenId.People;

/// <summary>
/// Whether a provider still vouches for a person of its own who shows a credential that the provider knows nothing of, as an SSH key is: it
/// confirmed them not long ago, or its directory keeps them and could say at any moment that they left.
/// </summary>
internal sealed class ProviderVouching(IdentifyOptions options, CatalogRoom catalog, ProviderStandings standings, TimeProvider clock)
{
    /// <summary>Whether it surely does not any more. That nobody can be asked ends nothing.</summary>
    public async ValueTask<bool> HasLapsedAsync(PersonEntry person, string portal, CancellationToken cancellationToken) =>
        await WhyNotAsync(person, portal, cancellationToken) is { Code: not RefusalCode.NotReady };

    /// <summary>Null when it does, or when the person is no provider's; otherwise what they are told. Who cannot be looked up is not vouched for.</summary>
    /// <param name="portal">Where they sign in.</param>
    public async ValueTask<Refusal?> WhyNotAsync(PersonEntry person, string portal, CancellationToken cancellationToken)
    {
        if (person.Provider is not { } name)
        {
            return null;
        }

        if (catalog.Current.Providers.GetValueOrDefault(name) is not { } provider || !provider.SpeaksFor(person.Vendor))
        {
            return new Refusal(RefusalCode.Denied, "The organisation by which you sign in may not vouch for you here any more. Ask the client's administrator.");
        }

        ProviderStanding standing;
        try
        {
            standing = await standings.OfAsync(name, person.Login, cancellationToken);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            return IdentifyRefusals.DatabaseLost;
        }

        // Not configured any more: nobody can sign in by it, and nobody is asked.
        var lasts = options.Providers.GetValueOrDefault(name)?.KeysWorkFor ?? TimeSpan.Zero;
        var (now, said) = (clock.GetUtcNow(), standing.SaidAt);
        if (standing.KeptUntil > now || now - said < lasts)
        {
            return null;
        }

        var since = said is { } last ? $"has not confirmed you since {last.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "has never confirmed you here";
        return new Refusal(
            RefusalCode.NotSignedIn,
            $"{provider.DisplayName} {since}, and SSH keys, certificates and access tokens of its people work for {Span(lasts)} after that. Sign in at {portal} with its button, then try again.");
    }

    private static string Span(TimeSpan span) => span switch
    {
        { TotalHours: >= 48 } => $"{(int)span.TotalDays} days",
        { TotalMinutes: >= 120 } => $"{(int)span.TotalHours} hours",
        { TotalSeconds: >= 60 } => $"{(int)span.TotalMinutes} minutes",
        _ => "no time",
    };
}
