using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>
/// Lists the policies around a denial with what stands in the way of each, the nearest first. Looks at those whose scope can match or misses in
/// one part, and at no more than a fixed number of them, so that it costs the same among thousands of policies as among ten.
/// </summary>
internal sealed class NearSearch
{
    private const int MostShown = 8;
    private const int MostSpeaking = 32;
    private const int MostMissing = 8;

    private static readonly string[] Stays = ["would not cease, whatever the time and the circumstances"];

    private readonly PolicyBundle _bundle;
    private readonly DecisionRequest _question;
    private readonly EntityStore _entities;
    private readonly Request _request;
    private readonly ObstacleReader _reader;
    private readonly TimeSpan _factorAge;

    public NearSearch(PolicyBundle bundle, PolicyWorld world, DecisionRequest question)
    {
        (_bundle, _question) = (bundle, question);
        _entities = world.EntitiesFor(question.Resource);
        var context = ContextRecord.Of(question.Context, PolicyEngine.WindowsOf(world, question.Context));
        _request = new Request(question.Principal, question.Action, question.Resource, context);
        _reader = new ObstacleReader(world, _entities, _request, question.Context);
        _factorAge = _entities.TryGet(question.Resource, out var resource) ? world.DefaultsOf(resource).MfaMaxAge : default;
    }

    public NearPolicies Find(DenialCause cause, IReadOnlyList<string> forbids)
    {
        if (cause is DenialCause.Suspended or DenialCause.Unknown)
        {
            return NearPolicies.None;
        }

        var near = _bundle.NearScopes.Find(_entities, _request);
        var forbidding = forbids.Take(MostShown).Select(_bundle.Find).OfType<BundlePolicy>().Select(Forbid).ToList();
        if (cause != DenialCause.NoPermit && near.Speaking.Any(Applies))
        {
            return new NearPolicies(forbidding, [], 0);
        }

        var shown = near.Speaking.Take(MostSpeaking)
            .Concat(near.Missing(MostMissing, Speaks))
            .Select(policy => (Policy: policy, Lacking: Lacking(policy)))
            .OrderBy(permit => permit.Lacking.Max(phrase => phrase.Nearness))
            .ThenBy(permit => permit.Lacking.Count)
            .ThenBy(permit => WaitOf(permit.Lacking) ?? Instant.MaxValue)
            .ThenBy(permit => permit.Policy.Policy.Span.Start)
            .Take(MostShown)
            .Select(permit => new NearPolicy(permit.Policy.Id, IsPermit: true, WordsOf(permit.Lacking), WaitOf(permit.Lacking)))
            .ToList();
        return new NearPolicies(forbidding, shown, near.Count - shown.Count);
    }

    private NearPolicy Forbid(BundlePolicy policy)
    {
        var ways = _reader.Ceasing(policy.Policy);
        return new NearPolicy(policy.Id, IsPermit: false, ways.Count == 0 ? Stays : WordsOf(ways), WaitOf(ways));
    }

    /// <summary>What its scope and conditions lack, and what it would oblige to that is not there either.</summary>
    private List<Phrase> Lacking(BundlePolicy policy)
    {
        var lacking = _reader.Lacking(policy.Policy);
        var context = _question.Context;
        var limit = policy.Stated.MfaMaxAge ?? _factorAge;
        if ((context.Mfa is not { } mfa || mfa.Age < TimeSpan.Zero || mfa.Age > limit) && !lacking.Exists(phrase => phrase.Words.Contains("second factor", StringComparison.Ordinal)))
        {
            lacking.Add(ContextWords.Factor(limit));
        }

        if (policy.Stated.Approve is { } rule && !PolicyEngine.IsApproved(rule, _entities, _question))
        {
            lacking.Add(new Phrase($"needs the consent of {rule}", Nearness.Consent));
        }

        return lacking;
    }

    private bool Applies(BundlePolicy policy) => new Evaluator(_entities, _request).FirstObstacle(policy.Policy, out var fault) is null && fault is null;

    private bool Speaks(BundlePolicy policy) => new ScopeMatcher(_entities, _request).Matches(policy.Policy.Scope);

    private static string[] WordsOf(List<Phrase> phrases) => [.. phrases.Select(phrase => phrase.Words)];

    private static Instant? WaitOf(List<Phrase> phrases) => phrases.Max(phrase => phrase.At);
}
