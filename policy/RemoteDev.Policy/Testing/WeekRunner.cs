using NodaTime;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Testing;

/// <summary>Runs a case that is about every instant of a week: at each instant from which an answer can be another.</summary>
internal static class WeekRunner
{
    private const int MostDifferences = 5;

    /// <summary>The first answer that is not as expected, or the first of all; and every stretch that is not as expected.</summary>
    public static (Verdict Verdict, IReadOnlyList<string> Differences) Run(
        PolicyEngine engine, PolicyWorld world, PolicyCase policyCase, DecisionRequest request, Instant reference, Func<Verdict, string> words)
    {
        var hours = policyCase.During!;
        var week = hours.WeekOf(reference);
        var spans = hours.Spans(week);
        var cuts = Cuts(engine.Bundle, world, policyCase, week, spans);
        var differences = new List<string>();
        Verdict? first = null;
        var wasWrong = false;
        foreach (var at in cuts)
        {
            var verdict = engine.Judge(world, request with { Context = request.Context with { Now = at } });
            var isInside = spans.Any(span => span.Contains(at));
            var isWrong = verdict.Kind == policyCase.Expect != isInside;
            if (isWrong && !wasWrong)
            {
                first = differences.Count == 0 ? verdict : first;
                var moment = WindowPhrases.Moment(at, week.Start, hours.Zone);
                differences.Add(isInside
                    ? $"expected {CaseRunner.Word(policyCase.Expect)} {hours}, but {moment} got {words(verdict)}"
                    : $"expected {CaseRunner.Word(policyCase.Expect)} only {hours}, but {moment} got {words(verdict)}");
            }

            wasWrong = isWrong;
            first ??= verdict;
        }

        return (first ?? default, [.. differences.Take(MostDifferences)]);
    }

    private static SortedSet<Instant> Cuts(PolicyBundle bundle, PolicyWorld world, PolicyCase policyCase, Interval week, IReadOnlyList<OpenSpan> spans)
    {
        var mentions = Mentions.Of(bundle.Policies.Select(policy => policy.Policy));
        var expiries = world.Facts.People.Where(person => person.Login == policyCase.Person).SelectMany(person => person.Attestations.Values);
        var segments = new Timeline([new PolicyState(bundle, world)], mentions, week).Cut(mentions, [.. expiries]);
        return [week.Start, .. segments.Select(segment => segment.From), .. spans.Select(span => span.Opens), .. spans.Select(span => span.Closes).Where(week.Contains)];
    }
}
