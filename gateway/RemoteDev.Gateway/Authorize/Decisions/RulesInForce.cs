using NodaTime;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Authorize.Decisions;

/// <summary>
/// Follows the catalogue: new rules are in force before the edit that made them returns. Also knows which windows are open, and
/// works that out again only when one of them changes.
/// </summary>
internal sealed class RulesInForce(CatalogSnapshot first, TimeProvider clock, Surroundings surroundings)
{
    private readonly Lock _gate = new();
    private volatile PolicyMoment _moment = MomentOf(Rules.From(first, surroundings), clock.GetUtcNow());

    /// <summary>Raised after other rules came into force; handlers must not block or throw.</summary>
    public event Action? Changed;

    /// <summary>The rules and windows as they are now.</summary>
    public PolicyMoment Now(DateTimeOffset now)
    {
        var moment = _moment;
        if (!IsOver(moment, now))
        {
            return moment;
        }

        lock (_gate)
        {
            if (IsOver(_moment, now))
            {
                _moment = MomentOf(_moment.Rules, now);
            }

            return _moment;
        }
    }

    /// <summary>The same rules with the windows as they will be then.</summary>
    public static PolicyMoment At(PolicyMoment moment, DateTimeOffset then) => MomentOf(moment.Rules, then);

    /// <summary>Puts another catalogue in force. Of two the higher version stays, in whichever order they arrive.</summary>
    public void Follow(CatalogSnapshot snapshot)
    {
        try
        {
            Enforce(snapshot);
        }
        catch (Exception)
        {
            // Rules that cannot be made permit nothing; those before them are not the house's any more.
            Enforce(new CatalogSnapshot { Version = snapshot.Version });
            throw;
        }
        finally
        {
            Changed?.Invoke();
        }
    }

    private void Enforce(CatalogSnapshot snapshot)
    {
        var moment = MomentOf(Rules.From(snapshot, surroundings), clock.GetUtcNow());
        lock (_gate)
        {
            if (snapshot.Version >= _moment.Rules.Catalog.Version)
            {
                _moment = moment;
            }
        }
    }

    private static bool IsOver(PolicyMoment moment, DateTimeOffset now) =>
        moment.Windows.ChangesAt is { } changes && now >= changes.ToDateTimeOffset();

    private static PolicyMoment MomentOf(Rules rules, DateTimeOffset at) =>
        new(rules, OpenWindows.At(rules.Windows, Instant.FromDateTimeOffset(at)));
}
