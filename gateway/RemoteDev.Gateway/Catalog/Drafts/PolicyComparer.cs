using NodaTime;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Previewing;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>Compares two policies over one catalogue at an instant: who gains and who loses which action on what.</summary>
internal static class PolicyComparer
{
    private const int MostLines = 200;

    public static DraftComparison Compare(CatalogSnapshot catalog, PolicyBundle before, PolicyBundle after, Instant now, CancellationToken cancellationToken)
    {
        var question = new PreviewQuestion(new DecisionContext
        {
            Now = now, Windows = OpenWindows.At(catalog.World.Facts.Windows, now), Mfa = new MfaEvidence(TimeSpan.Zero, "totp"),
        });
        var (lines, gaining, losing) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var (gained, lost) = (0L, 0L);
        foreach (var (old, now2) in Preview.WhoCanDoWhat(before, catalog.World, question).Zip(Preview.WhoCanDoWhat(after, catalog.World, question)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (old.Verdict.Kind == now2.Verdict.Kind)
            {
                continue;
            }

            var gains = now2.Verdict.Kind > old.Verdict.Kind;
            (gained, lost) = gains ? (gained + 1, lost) : (gained, lost + 1);
            (gains ? gaining : losing).Add(old.Person);
            if (lines.Count < MostLines)
            {
                lines.Add($"{old.Person} {(gains ? "gains" : "loses")} {old.Action.Id} on {old.Resource.Id}");
            }
        }

        return new DraftComparison
        {
            CatalogVersion = catalog.Version,
            From = now.ToDateTimeOffset(),
            To = now.ToDateTimeOffset(),
            Summary = $"{gaining.Count} people gain and {losing.Count} people lose something at this moment",
            Lines = lines,
            PeopleGaining = gaining.Count,
            PeopleLosing = losing.Count,
            Gained = gained,
            Lost = lost,
        };
    }
}
