using NodaTime;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Testing;

/// <summary>Runs test cases against policies.</summary>
public static class CaseRunner
{
    /// <summary>Runs every case.</summary>
    /// <param name="bundle">The policies under test.</param>
    /// <param name="world">The facts.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="reference">The instant in whose week a case's weekday lies.</param>
    /// <param name="cancellationToken">Gives up between two cases.</param>
    public static IReadOnlyList<CaseOutcome> Run(
        PolicyBundle bundle, PolicyWorld world, IEnumerable<PolicyCase> cases, Instant reference, CancellationToken cancellationToken = default)
    {
        var engine = new PolicyEngine(bundle);
        var outcomes = new List<CaseOutcome>();
        foreach (var policyCase in cases)
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcomes.Add(Run(engine, world, policyCase, reference));
        }

        return outcomes;
    }

    private static CaseOutcome Run(PolicyEngine engine, PolicyWorld world, PolicyCase policyCase, Instant reference)
    {
        var context = policyCase.Context with { Now = policyCase.At.Resolve(reference) };
        var request = new DecisionRequest(Uids.Principal(policyCase.Person), policyCase.Action, policyCase.Resource, context);
        var supposed = Suppose(world, policyCase);
        if (policyCase.During is not null)
        {
            var (week, wrong) = WeekRunner.Run(engine, supposed, policyCase, request, reference, Got);
            return new CaseOutcome(policyCase, week, wrong);
        }

        var verdict = engine.Judge(supposed, request);
        return new CaseOutcome(policyCase, verdict, [.. Differences(policyCase, verdict)]);
    }

    private static PolicyWorld Suppose(PolicyWorld world, PolicyCase policyCase)
    {
        if (policyCase.Attestations.IsEmpty)
        {
            return world;
        }

        var people = world.Facts.People.Select(person => person.Login != policyCase.Person ? person : person with
        {
            Attestations = policyCase.Attestations.Aggregate(person.Attestations, (onFile, pair) =>
                pair.Value is { } until ? onFile.SetItem(pair.Key, until) : onFile.Remove(pair.Key)),
        });
        return PolicyWorld.Of(world.Facts with { People = [.. people] });
    }

    private static IEnumerable<string> Differences(PolicyCase expected, Verdict verdict)
    {
        if (verdict.Kind != expected.Expect)
        {
            yield return $"expected {Word(expected.Expect)}, got {Got(verdict)}";
            yield break;
        }

        if (expected.Because is { } because && !because.ToHashSet(StringComparer.Ordinal).SetEquals(verdict.PolicyIds))
        {
            yield return $"expected it because of [{string.Join(", ", because)}], got [{string.Join(", ", verdict.PolicyIds)}]";
        }

        if (expected.Says is { } says && Text(verdict) is var text && !text.Contains(says, StringComparison.Ordinal))
        {
            yield return $"expected it to say '{says}', got '{text}'";
        }

        if (expected.Obligations != StatedObligations.Nothing)
        {
            if (!verdict.IsPermitted(out var permit))
            {
                yield return "expected obligations, which only a permit has";
                yield break;
            }

            foreach (var difference in Compare(expected.Obligations, permit.Obligations))
            {
                yield return difference;
            }
        }
    }

    private static IEnumerable<string> Compare(StatedObligations expected, ObligationSet actual)
    {
        (string Name, string? Expected, string Actual)[] keys =
        [
            ("record", expected.Record?.ToString(), actual.Record.ToString()),
            ("egress", expected.Egress?.ToString(), actual.Egress.ToString()),
            ("mfa", Text(expected.MfaMaxAge), Quantity.Duration(actual.MfaMaxAge)),
            ("idle", Text(expected.Idle), Quantity.Duration(actual.Idle)),
            ("session", Text(expected.Session), Quantity.Duration(actual.Session)),
            ("terminal", expected.Terminal is { } terminal ? TerminalWords.Of(terminal) : null, TerminalWords.Of(actual.Terminal)),
            ("watermark", expected.Watermark ? "true" : null, actual.Watermark ? "true" : "false"),
            ("approve", expected.Approve?.ToString(), string.Join(", ", actual.Approvals)),
            ("notify", expected.Notify.IsEmpty ? null : Text(expected.Notify.Order(StringComparer.Ordinal)), Text(actual.Notify)),
        ];
        return keys
            .Where(key => key.Expected is not null && key.Expected != key.Actual)
            .Select(key => $"expected {key.Name} {key.Expected}, got {key.Actual}");
    }

    private static string? Text(TimeSpan? duration) => duration is { } length ? Quantity.Duration(length) : null;

    private static string Text(IEnumerable<string> names) => string.Join(", ", names);

    /// <summary>The answer and why: the policies that give it, and what it lacks or what would have to change.</summary>
    private static string Got(Verdict verdict) => verdict.Match(
        permit => $"permit because of {Ids(permit.PolicyIds)}",
        need => $"needs-mfa because of {Ids(need.PolicyIds)}, which want a second factor of at most {Quantity.Duration(need.MaxAge)}",
        need => $"needs-approval because of {Ids(need.PolicyIds)}, which want the consent of {need.Rule}",
        denial => denial.Explanation.Text is { Length: > 0 } text ? $"deny: {text}" : $"deny because of {Ids(denial.PolicyIds)}");

    private static string Ids(IReadOnlyList<string> ids) => $"[{string.Join(", ", ids)}]";

    private static string Text(Verdict verdict) => verdict.Match(_ => "", _ => "", _ => "", denial => denial.Explanation.Text);

    internal static string Word(VerdictKind kind) => kind switch
    {
        VerdictKind.Permitted => "permit",
        VerdictKind.NeedsMfa => "needs-mfa",
        VerdictKind.NeedsApproval => "needs-approval",
        _ => "deny",
    };
}
