using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Previewing;

/// <summary>Who can do what when, over a week: what a heat map shows.</summary>
public static class WeekPreview
{
    private static readonly DecisionContext Usual = new() { Now = default, Mfa = new MfaEvidence(TimeSpan.Zero, "totp") };

    /// <summary>
    /// The week of some people, cut exactly where an answer changes: at windows, in their zones, and where attestations end. Asks each
    /// kind of question once, so a large company takes no longer than the differences in it.
    /// </summary>
    /// <param name="bundle">The policies.</param>
    /// <param name="world">The facts.</param>
    /// <param name="question">Whose week, of what.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static WeekMap Of(PolicyBundle bundle, PolicyWorld world, WeekQuestion question, CancellationToken cancellationToken = default)
    {
        var stretch = new Interval(question.From, question.From + PolicyDiff.Stretch);
        var survey = new Survey([new PolicyState(bundle, world)], stretch);
        var chosen = People(world.Facts, question);
        var groups = survey.People
            .Select(group => (Group: group, Count: group.Logins.Count(chosen.Contains)))
            .Where(counted => counted.Count > 0).ToList();
        var cuts = new SortedSet<Instant> { stretch.Start };
        var weeks = groups.ConvertAll(counted => (counted.Count, Answers: Answers(survey, counted.Group, question, cuts, cancellationToken)));
        return new WeekMap(stretch.Start, stretch.End, groups.Sum(counted => counted.Count), Merge([.. Segments(weeks, [.. cuts], stretch.End)]));
    }

    private static HashSet<string> People(WorldFacts facts, WeekQuestion question)
    {
        if (question.People.IsEmpty && question.Roles.IsEmpty && question.Vendors.IsEmpty)
        {
            return facts.People.Select(person => person.Login).ToHashSet(StringComparer.Ordinal);
        }

        var parents = facts.Vendors.ToDictionary(vendor => vendor.Name, vendor => vendor.Parent, StringComparer.Ordinal);
        return facts.People
            .Where(person => question.People.Contains(person.Login, StringComparer.Ordinal)
                || person.Roles.Any(role => question.Roles.Contains(role, StringComparer.Ordinal)) || WorksFor(person.Vendor))
            .Select(person => person.Login).ToHashSet(StringComparer.Ordinal);

        bool WorksFor(string? vendor)
        {
            for (; vendor is not null; vendor = parents.GetValueOrDefault(vendor))
            {
                if (question.Vendors.Contains(vendor, StringComparer.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The answers to everything that was asked about for one group of people; the instants at which one changes are noted.</summary>
    private static List<List<(Instant From, VerdictKind Kind, IReadOnlyList<string> Ids)>> Answers(
        Survey survey, PersonGroup people, WeekQuestion question, SortedSet<Instant> cuts, CancellationToken cancellationToken)
    {
        var answers = new List<List<(Instant, VerdictKind, IReadOnlyList<string>)>>();
        foreach (var resources in survey.Resources.Where(group => group.Members.Any(resource => IsChosen(resource, group, question))))
        {
            foreach (var actions in survey.Actions.Where(group => group.Members.Any(action => IsChosen(action, question))))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (survey.ArenaOf(people, actions, resources) is { } arena)
                {
                    var week = arena.Segments(people)
                        .Select(segment => Answer(survey, arena, people, actions, resources, segment, question.Circumstances ?? Usual)).ToList();
                    cuts.UnionWith(week.Select(answer => answer.From));
                    answers.Add(week);
                }
            }
        }

        return answers;
    }

    private static bool IsChosen(ActionDefinition action, WeekQuestion question) =>
        question.Actions.IsEmpty || question.Actions.Contains(action.Uid) || (action.Group is { } group && question.Actions.Contains(group));

    private static bool IsChosen(EntityUid resource, ResourceGroup group, WeekQuestion question)
    {
        if (question.Resources.Contains(resource))
        {
            return true;
        }

        return resource.Type != EntityTypes.Branch
            && (question.Resources.IsEmpty || (group.Stores[0].TryGet(resource, out var entity) && question.Resources.Any(entity.Ancestors.Contains)));
    }

    private static (Instant From, VerdictKind Kind, IReadOnlyList<string> Ids) Answer(
        Survey survey, Arena arena, PersonGroup people, ActionGroup actions, ResourceGroup resources, Segment segment, DecisionContext circumstances)
    {
        var outcome = survey.Ask(0, arena, people, actions, resources, ContextRecord.Of(circumstances with { Now = segment.From }, segment.Open[0]));
        var kind = outcome.Obligations switch
        {
            null => VerdictKind.Denied,
            { } obligations when circumstances.Mfa is not { } mfa || mfa.Age < TimeSpan.Zero || mfa.Age > obligations.MfaMaxAge => VerdictKind.NeedsMfa,
            { Approvals.IsEmpty: false } => VerdictKind.NeedsApproval,
            _ => VerdictKind.Permitted,
        };
        return (segment.From, kind, outcome.PolicyIds);
    }

    private static IEnumerable<WeekSegment> Segments(
        List<(int Count, List<List<(Instant From, VerdictKind Kind, IReadOnlyList<string> Ids)>> Answers)> weeks, Instant[] cuts, Instant end)
    {
        for (var i = 0; i < cuts.Length; i++)
        {
            var counts = new int[4];
            var ids = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var (count, answers) in weeks)
            {
                var now = answers.ConvertAll(week => week.FindLast(answer => answer.From <= cuts[i]));
                var best = now.Count == 0 ? VerdictKind.Denied : now.Max(answer => answer.Kind);
                counts[(int)best] += count;
                ids.UnionWith(now.Where(answer => answer.Kind == best).SelectMany(answer => answer.Ids));
            }

            yield return new WeekSegment(
                cuts[i],
                i + 1 < cuts.Length ? cuts[i + 1] : end,
                counts[(int)VerdictKind.Permitted],
                counts[(int)VerdictKind.NeedsApproval],
                counts[(int)VerdictKind.NeedsMfa],
                counts[(int)VerdictKind.Denied],
                [.. ids]);
        }
    }

    private static List<WeekSegment> Merge(List<WeekSegment> segments)
    {
        var merged = new List<WeekSegment>(segments.Count);
        foreach (var segment in segments)
        {
            if (merged.Count > 0 && merged[^1] is var last && last with { From = default, To = default, PolicyIds = [] } == segment with { From = default, To = default, PolicyIds = [] }
                && last.PolicyIds.SequenceEqual(segment.PolicyIds, StringComparer.Ordinal))
            {
                merged[^1] = last with { To = segment.To };
            }
            else
            {
                merged.Add(segment);
            }
        }

        return merged;
    }
}
