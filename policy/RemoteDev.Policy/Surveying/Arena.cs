using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Policy.Surveying;

/// <summary>
/// The policies of each state that speak about some person, action and resource, with all circumstances and times that these policies
/// can tell apart. Many questions share an arena.
/// </summary>
internal sealed class Arena
{
    private readonly Timeline _timeline;
    private readonly Dictionary<string, IReadOnlyList<Segment>> _segments = new(StringComparer.Ordinal);

    public Arena(PolicySet[] policies, Timeline timeline)
    {
        _timeline = timeline;
        Policies = policies;
        Mentions = Mentions.Of(policies.SelectMany(set => set.Policies));
        Circumstances = new Circumstances(Dimensions.Of(Mentions));
        IsSame = policies.All(set => set.Policies.Select(policy => policy.Text).SequenceEqual(policies[0].Policies.Select(policy => policy.Text), StringComparer.Ordinal))
            && timeline.IsSame(Mentions);
    }

    /// <summary>For each state, the policies that speak.</summary>
    public PolicySet[] Policies { get; }

    public Mentions Mentions { get; }

    public Circumstances Circumstances { get; }

    /// <summary>Whether policies and windows are the same in every state, so that only facts can make a difference.</summary>
    public bool IsSame { get; }

    /// <summary>Contexts as policies read them, kept because many questions share them.</summary>
    public Dictionary<(int State, Instant At, int Combination, bool IsService), RecordValue> Contexts { get; } = [];

    /// <summary>The stretches of time that these policies can tell apart for people of a group.</summary>
    public IReadOnlyList<Segment> Segments(PersonGroup people)
    {
        var expiries = Mentions.Attestations.Count == 0 ? [] : people.Expiries;
        var key = string.Join(',', expiries.Select(expiry => expiry.ToUnixTimeTicks()));
        if (!_segments.TryGetValue(key, out var segments))
        {
            _segments[key] = segments = _timeline.Cut(Mentions, expiries);
        }

        return segments;
    }
}
