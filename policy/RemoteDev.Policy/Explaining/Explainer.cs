using NodaTime;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Authorization;
using RemoteDev.Cedar.Entities;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Explaining;

/// <summary>
/// Finds the smallest change under which the same policies would permit, by asking them again under supposed circumstances: at the
/// coming changes of windows, from inside, with attestations on file. The answer is therefore never a guess about what a policy means.
/// </summary>
internal sealed class Explainer(PolicyBundle bundle, PolicyWorld world, DecisionRequest request)
{
    private const int MaxChangesOfAWindow = 12;
    private const int MaxInstants = 40;

    private readonly EntityStore _entities = world.EntitiesFor(request.Resource);

    public Explanation Explain(DenialCause cause, IReadOnlyList<string> forbids)
    {
        if (cause is DenialCause.Suspended or DenialCause.Unknown or DenialCause.ForbidFailed)
        {
            return new Explanation { Text = ExplanationText.Of(cause, bundle, request, forbids), ForbiddenBy = forbids };
        }

        var found = Search();
        var explanation = new Explanation { Text = "", ForbiddenBy = forbids };
        if (found is { } way)
        {
            var window = way.Moment.At > request.Context.Now ? WindowThatChanges(way) : null;
            explanation = explanation with
            {
                WouldPermit = [.. way.Permits.Select(policy => policy.Id)],
                Remedies = [.. window is null ? [] : new[] { Remedy.Wait }, .. way.Changes.Select(change => change.Remedy)],
                OpensAt = window is null ? null : way.Moment.At,
                Window = window?.Name,
                Zone = window?.Zone,
            };
        }

        return explanation with { Text = ExplanationText.Of(bundle, request, explanation, found?.Changes ?? []) };
    }

    private Way? Search()
    {
        var moments = Moments();
        foreach (var changes in Change.Sets())
        {
            var entities = Change.Suppose(changes, _entities, request.Principal);
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
            way = Try(fewer, way.Moment, Change.Suppose(fewer, _entities, request.Principal)) ?? way;
        }

        return way;
    }

    private Way? Try(IReadOnlyList<Change> changes, Moment moment, EntityStore entities)
    {
        var context = changes.Aggregate(request.Context with { Now = moment.At }, (supposed, change) => change.Apply(supposed));
        var response = PolicyEngine.Decide(bundle, entities, request with { Context = context }, moment.Open);
        return response.Decision == Decision.Allow && !response.Errors.Any(error => error.Policy.Effect == Effect.Forbid)
            ? new Way(changes, moment, [.. response.Reasons.Select(reason => bundle.Policies.First(policy => policy.Policy == reason))])
            : null;
    }

    /// <summary>
    /// Now, and the coming changes of the windows that any policy names; of moments with the same windows open only the first, because
    /// the later ones would be answered alike.
    /// </summary>
    private List<Moment> Moments()
    {
        var named = bundle.Policies
            .SelectMany(policy => policy.Policy.References.Entities)
            .Where(entity => entity.Uid.Type == EntityTypes.Window)
            .Select(entity => entity.Uid.Id)
            .ToHashSet(StringComparer.Ordinal);
        var windows = world.Facts.Windows.Where(window => named.Contains(window.Name)).ToList();
        var coming = windows
            .SelectMany(window => Changes(window).Take(MaxChangesOfAWindow))
            .Distinct()
            .Order()
            .Take(MaxInstants)
            .Select(at => new Moment(at, OpenWindows.At(world.Facts.Windows, at)))
            .DistinctBy(moment => OpenOf(windows, moment), StringComparer.Ordinal);
        var now = request.Context.Now;
        return [new Moment(now, PolicyEngine.WindowsOf(world, request.Context)), .. coming];
    }

    private static string OpenOf(List<WindowDefinition> windows, Moment moment) =>
        string.Join('\n', windows.Select(window => window.Name).Where(moment.Open.Names.Contains));

    private IEnumerable<Instant> Changes(WindowDefinition window)
    {
        for (var change = window.NextChange(request.Context.Now); change is { } next; change = window.NextChange(next.At))
        {
            yield return next.At;
        }
    }

    /// <summary>The window that changes at that instant; of several, one that a deciding policy names.</summary>
    private WindowDefinition? WindowThatChanges(Way way)
    {
        var before = way.Moment.At - Duration.Epsilon;
        var changing = world.Facts.Windows.Where(window => window.IsOpenAt(way.Moment.At) != window.IsOpenAt(before)).ToList();
        var named = way.Permits.SelectMany(policy => policy.Policy.References.Entities).Select(entity => entity.Uid).ToHashSet();
        return changing.Find(window => named.Contains(Uids.Window(window.Name))) ?? changing.FirstOrDefault();
    }

    private sealed record Moment(Instant At, OpenWindows Open);

    private sealed record Way(IReadOnlyList<Change> Changes, Moment Moment, IReadOnlyList<BundlePolicy> Permits);
}
