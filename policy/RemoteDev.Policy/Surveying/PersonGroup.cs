using NodaTime;
using RemoteDev.Cedar;

namespace RemoteDev.Policy.Surveying;

/// <summary>People whom no policy can tell apart within the stretch of time that is looked at.</summary>
/// <param name="Logins">All of them, in ordinal order.</param>
/// <param name="Expiries">When attestations of theirs end within the stretch.</param>
/// <param name="IsSame">Whether every state that is looked at knows the same of them.</param>
internal sealed record PersonGroup(IReadOnlyList<string> Logins, IReadOnlyList<Instant> Expiries, bool IsSame)
{
    /// <summary>Stands for all of them.</summary>
    public EntityUid Uid { get; } = Vocabulary.Uids.Principal(Logins[0]);

    /// <summary>The policies of each state whose scope they meet.</summary>
    public required PolicyBits[] Scope { get; init; }
}
