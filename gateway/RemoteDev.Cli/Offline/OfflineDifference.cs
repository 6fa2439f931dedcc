using NodaTime;
using RemoteDev.Cli.Gateway;
using RemoteDev.Policy.Comparing;

namespace RemoteDev.Cli.Offline;

/// <summary>Compares two policy files over a world in a file.</summary>
internal static class OfflineDifference
{
    private const int MostLines = 1000;

    /// <summary>The difference over the coming week; null with the faults of the files.</summary>
    public static async Task<Difference?> BetweenAsync(string before, string after, string world, List<Fault> faults, CancellationToken cancellationToken)
    {
        if (await OfflineTexts.WorldAsync(world, faults, cancellationToken) is not { } facts)
        {
            return null;
        }

        var (old, changed) = (
            await OfflineTexts.PolicyAsync(before, facts, faults, cancellationToken), await OfflineTexts.PolicyAsync(after, facts, faults, cancellationToken));
        if (old is null || changed is null)
        {
            return null;
        }

        var now = SystemClock.Instance.GetCurrentInstant();
        var found = PolicyDiff.Compare(new PolicyState(old, facts), new PolicyState(changed, facts), now, cancellationToken);
        return new Difference
        {
            From = found.From.ToDateTimeOffset(),
            To = found.To.ToDateTimeOffset(),
            Summary = found.Summary,
            Lines = found.Lines(MostLines),
            Assumptions = found.Assumptions,
            PeopleGaining = found.PeopleGaining,
            PeopleLosing = found.PeopleLosing,
            Gained = found.Gained,
            Lost = found.Lost,
            Loosened = found.Loosened,
            Tightened = found.Tightened,
        };
    }
}
