using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Explaining;

/// <summary>
/// Finds the smallest change under which the same policies would permit, by asking them again under supposed circumstances: at the
/// coming changes of windows, from inside, with attestations on file. The answer is therefore never a guess about what a policy means.
/// Asks only policies whose scope the request meets, which no change of circumstances changes, and supposes only what these read.
/// </summary>
internal sealed class Explainer
{
    private const int MaxChangesOfAWindow = 12;
    private const int MaxInstants = 40;

    private readonly PolicyBundle _bundle;
    private readonly PolicyWorld _world;
    private readonly DecisionRequest _request;
    private readonly Func<CedarPolicy, BundlePolicy> _policyOf;
    private readonly EntityStore _entities;
    private readonly Response _response = new();
    private readonly PolicySet _speaking;
    private readonly Mentions _mentions;

    public Explainer(PolicyBundle bundle, PolicyWorld world, DecisionRequest request, Func<CedarPolicy, BundlePolicy> policyOf)
    {
        (_bundle, _world, _request, _policyOf) = (bundle, world, request, policyOf);
        _entities = world.EntitiesFor(request.Resource);
        _speaking = Speaking();
        _mentions = Mentions.Of(_speaking.Policies);
    }

    public Explanation Explain(DenialCause cause, IReadOnlyList<string> forbids)
    {
        if (cause is DenialCause.Suspended or DenialCause.Unknown or DenialCause.ForbidFailed or DenialCause.NotForServices)
        {
            return new Explanation { Text = ExplanationText.Of(cause, _bundle, _request, forbids), ForbiddenBy = forbids };
        }

        if (ServiceRule.IsService(_request.Principal) && cause == DenialCause.NoPermit && ServiceWords() is { } words)
        {
            return new Explanation { Text = words };
        }

        var found = Search() is { } first ? first with { Changes = SourceChanges.Join(_mentions, first.Changes, others => Try(first, others)) } : null;
        var explanation = new Explanation { Text = "", ForbiddenBy = cause == DenialCause.NoPermit ? [] : forbids };
        if (found is { } way)
        {
            var window = way.Moment.At > _request.Context.Now ? WindowThatChanges(way) : null;
            explanation = explanation with
            {
                WouldPermit = [.. way.Permits.Select(policy => policy.Id)],
                Remedies = [.. window is null ? [] : new[] { Remedy.Wait }, .. way.Changes.Select(change => change.Remedy)],
                OpensAt = window is null ? null : way.Moment.At,
                Window = window?.Name,
                Zone = window?.Zone,
            };
        }

        return explanation with { Text = ExplanationText.Of(_bundle, _request, explanation, found?.Changes ?? []) };
    }

    private Way? Search()
    {
        var moments = Moments();
        foreach (var changes in Change.Sets(_mentions))
        {
            if (ServiceRule.IsService(_request.Principal) && changes.Any(change => change.IsForPeople))
            {
                continue;
            }

            var entities = Change.Suppose(changes, _entities, _request.Principal);
            foreach (var moment in moments)
            {
                if (Try(changes, moment, entities) is { } way)
                {
                    return Minimise(way);
                }
            }
        }

        return null;
    }

    /// <summary>Leaves out of a large set of changes whatever was not needed.</summary>
    private Way Minimise(Way way)
    {
        foreach (var change in way.Changes)
        {
            var fewer = way.Changes.Where(other => other != change).ToList();
            way = Try(fewer, way.Moment, Change.Suppose(fewer, _entities, _request.Principal)) ?? way;
        }

        return way;
    }

    private bool Try(Way way, IReadOnlyList<Change> changes) => Try(changes, way.Moment, Change.Suppose(changes, _entities, _request.Principal)) is not null;

    private Way? Try(IReadOnlyList<Change> changes, Moment moment, EntityStore entities)
    {
        var context = changes.Aggregate(_request.Context with { Now = moment.At }, (supposed, change) => change.Apply(supposed));
        _speaking.Authorizer.Decide(
            entities, new Request(_request.Principal, _request.Action, _request.Resource, ContextRecord.Of(context, moment.Open)), _response);
        return _response.IsAllowed && !_response.HasForbidErred && Counts()
            ? new Way(changes, moment, [.. _response.ReasonSpan.ToArray().Select(_policyOf)])
            : null;
    }

    private bool Counts() => !ServiceRule.IsService(_request.Principal)
        || (ServiceRule.Counting(_response.ReasonSpan) is { Length: > 0 } counting && counting.All(permit => _policyOf(permit).Stated.MfaMaxAge is null));

    // What a machine never has and what was not written about machines is said first: no time and no circumstances change it.
    private string? ServiceWords()
    {
        var open = PolicyEngine.WindowsOf(_world, _request.Context);
        foreach (var mfa in new MfaEvidence?[] { null, new(TimeSpan.Zero, "totp"), new(TimeSpan.Zero, "passkey") })
        {
            _speaking.Authorizer.Decide(
                _entities, new Request(_request.Principal, _request.Action, _request.Resource, ContextRecord.Of(_request.Context with { Mfa = mfa }, open)), _response);
            if (!_response.IsAllowed || _response.HasForbidErred)
            {
                continue;
            }

            var counting = ServiceRule.Counting(_response.ReasonSpan);
            return counting.Length == 0
                ? ExplanationText.ForPeopleOnly(_response.ReasonSpan.ToArray().Select(_policyOf))
                : ExplanationText.WantsFactor(counting.Select(_policyOf).Where(permit => mfa is not null || permit.Stated.MfaMaxAge is not null));
        }

        return null;
    }

    /// <summary>
    /// Now, and the coming changes of the windows that any policy names; of moments with the same windows open only the first, because
    /// the later ones would be answered alike.
    /// </summary>
    private List<Moment> Moments()
    {
        var windows = _world.Facts.Windows.Where(window => _mentions.Reads(window.Name)).ToList();
        var coming = windows
            .SelectMany(window => window.Changes(_request.Context.Now).Take(MaxChangesOfAWindow))
            .Distinct()
            .Order()
            .Take(MaxInstants)
            .Select(at => new Moment(at, new OpenWindows(windows.Where(window => window.IsOpenAt(at)), at, null)))
            .DistinctBy(moment => OpenOf(windows, moment), StringComparer.Ordinal);
        var now = _request.Context.Now;
        return [new Moment(now, PolicyEngine.WindowsOf(_world, _request.Context)), .. coming];
    }

    private static string OpenOf(List<WindowDefinition> windows, Moment moment) =>
        string.Join('\n', windows.Select(window => window.Name).Where(moment.Open.Names.Contains));

    private PolicySet Speaking()
    {
        var context = ContextRecord.Of(_request.Context, OpenWindows.None);
        _bundle.Authorizer.Decide(_entities, new Request(_request.Principal, _request.Action, _request.Resource, context), _response);
        var speaking = new List<CedarPolicy>();
        foreach (var position in _response.Walk!.Positions.SortedOnce())
        {
            speaking.Add(_bundle.Authorizer.Policies.Policies[position]);
        }

        return new PolicySet([.. speaking], []);
    }

    /// <summary>The window that changes at that instant; of several, one that a deciding policy names.</summary>
    private WindowDefinition? WindowThatChanges(Way way)
    {
        var before = way.Moment.At - Duration.Epsilon;
        var changing = _world.Facts.Windows.Where(window => window.IsOpenAt(way.Moment.At) != window.IsOpenAt(before)).ToList();
        var named = way.Permits.SelectMany(policy => policy.Policy.References.Entities).Select(entity => entity.Uid).ToHashSet();
        return changing.Find(window => named.Contains(Uids.Window(window.Name))) ?? changing.FirstOrDefault();
    }

    private sealed record Moment(Instant At, OpenWindows Open);

    private sealed record Way(IReadOnlyList<Change> Changes, Moment Moment, IReadOnlyList<BundlePolicy> Permits);
}
