using RemoteDev.Gateway.Trace.Reading;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Replaying;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>What a policy answers to what was asked before.</summary>
/// <param name="Asked">The policy that was asked again.</param>
/// <param name="InForce">The policy in force at that time, which says what gave an answer where the trace does not.</param>
/// <param name="Since">From when on decisions were looked at.</param>
internal sealed record PolicyReplayed(ReplayReport Report, PolicyBundle Asked, PolicyBundle InForce, DateTimeOffset Since)
{
    /// <summary>True when there were more decisions than are looked at, and the oldest were left out.</summary>
    public bool IsCut { get; init; }

    /// <summary>Decisions that were left out because their action or their resource has no meaning to policy any more.</summary>
    public int Meaningless { get; init; }

    /// <summary>What was left out, a sentence each.</summary>
    public IEnumerable<string> LeftOut
    {
        get
        {
            if (IsCut)
            {
                yield return $"There is more than is looked at: the newest {DecisionQuery.Most} requests and as many other decisions were "
                    + "asked again.";
            }

            if (Meaningless > 0)
            {
                yield return $"{Meaningless} more could not be asked again: policy has no such action or resource any more.";
            }
        }
    }
}
