using NodaTime;
using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.Previewing;
using RemoteDev.Policy.Testing;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>
/// Everything there is to know about a draft of the policy before it is saved: what is wrong and where, how each of its tests
/// comes out, and who gains or loses what at this moment. Decides nothing; the catalogue judges again when it is saved.
/// </summary>
internal sealed record PolicyCheck(
    IReadOnlyList<PolicyFault> PolicyFaults,
    IReadOnlyList<PolicyFault> TestFaults,
    IReadOnlyList<CaseOutcome> Cases,
    IReadOnlyList<AccessChange> Changes,
    bool ChangesCut)
{
    public const string TextFile = "policy.cedar";
    public const string TestsFile = "policy.tests.yaml";

    // A screen of changes is read; a book of them is not.
    private const int MostChanges = 200;

    // Comparing asks the engine twice per question; a big catalogue must not hold a page for minutes.
    private const int MostQuestions = 200_000;

    public bool IsGreen => PolicyFaults.Count == 0 && TestFaults.Count == 0 && Cases.Count > 0 && Cases.All(outcome => outcome.Passed);

    public static PolicyCheck Of(CatalogSnapshot snapshot, string text, string tests, Instant now)
    {
        var rules = Rules.From(snapshot);
        var reading = PolicyBundle.Load(TextFile, text, rules.World);
        var cases = CaseReader.Read(TestsFile, tests);
        if (!reading.Succeeded)
        {
            return new PolicyCheck(reading.Faults, cases.Faults, [], [], ChangesCut: false);
        }

        IReadOnlyList<CaseOutcome> outcomes = cases.Succeeded ? CaseRunner.Run(reading.Bundle, rules.World, cases.Cases, now) : [];
        var (changes, cut) = Compare(rules, reading.Bundle, now);
        return new PolicyCheck([], cases.Faults, outcomes, changes, cut);
    }

    private static (IReadOnlyList<AccessChange> Changes, bool Cut) Compare(Rules rules, PolicyBundle draft, Instant now)
    {
        if (rules.Bundle.Version == draft.Version)
        {
            return ([], false);
        }

        var question = new PreviewQuestion(new DecisionContext
        {
            Now = now,
            Windows = OpenWindows.At(rules.Windows, now),
            Mfa = new MfaEvidence(TimeSpan.Zero, "totp"),
        });
        var changes = new List<AccessChange>();
        var asked = 0;
        foreach (var (before, after) in Preview.WhoCanDoWhat(rules.Bundle, rules.World, question).Zip(Preview.WhoCanDoWhat(draft, rules.World, question)))
        {
            if (++asked > MostQuestions || changes.Count == MostChanges)
            {
                return (changes, true);
            }

            if (before.Verdict.Kind != after.Verdict.Kind)
            {
                changes.Add(new AccessChange(before.Person, before.Action.Id, EntityWords.Of(before.Resource), before.Verdict.Kind, after.Verdict.Kind, after.Verdict.PolicyIds));
            }
        }

        return (changes, false);
    }
}
