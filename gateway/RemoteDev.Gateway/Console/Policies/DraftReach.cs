using RemoteDev.Gateway.Console.Impact;
using RemoteDev.Policy.Comparing;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>How far a draft reaches, compared with the policy in force: who gains and loses what in a week, and which sessions would end.</summary>
/// <param name="Diff">Null when it could not be worked out.</param>
/// <param name="Unknown">Why not.</param>
internal sealed record DraftReach(AccessDiff? Diff, string? Unknown, IReadOnlyList<SessionEnding> Endings)
{
    /// <summary>The consequences a person accepts, for the form that asks and the answer that comes back.</summary>
    public string EndingIds => string.Join('\n', Endings.Select(ending => ending.SessionId));
}
