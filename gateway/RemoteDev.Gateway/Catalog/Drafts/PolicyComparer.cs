using NodaTime;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>Compares two policies over one catalogue and the coming week, and keeps what people read of it.</summary>
internal static class PolicyComparer
{
    private const int MostLines = 200;
    private const int MostCharacters = 1000;

    public static DraftComparison Compare(CatalogSnapshot catalog, PolicyBundle before, PolicyBundle after, Instant now, CancellationToken cancellationToken)
    {
        // A suspension ends, so what it hides of a change is shown too.
        var world = PolicyTrial.WithNobodySuspended(catalog);
        var difference = PolicyDiff.Compare(new PolicyState(before, world), new PolicyState(after, world), now, cancellationToken);
        return new DraftComparison
        {
            CatalogVersion = catalog.Version,
            From = difference.From.ToDateTimeOffset(),
            To = difference.To.ToDateTimeOffset(),
            Summary = Bounded(difference.Summary),
            Lines = [.. difference.Lines(MostLines).Select(Bounded)],
            Assumptions =
            [
                .. difference.Assumptions.Take(MostLines).Select(Bounded),
                .. ReferenceEquals(world, catalog.World) ? Array.Empty<string>() : ["Suspended people are compared as if they were restored."],
            ],
            PeopleGaining = difference.PeopleGaining,
            PeopleLosing = difference.PeopleLosing,
            Gained = difference.Gained,
            Lost = difference.Lost,
            Loosened = difference.Loosened,
            Tightened = difference.Tightened,
        };
    }

    private static string Bounded(string text) => text.Length <= MostCharacters ? text : $"{text[..(MostCharacters - 3)]}...";
}
