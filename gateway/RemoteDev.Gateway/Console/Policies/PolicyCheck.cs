using NodaTime;
using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Previewing;
using RemoteDev.Policy.Testing;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>
/// Everything there is to know about a draft of the policy before it is saved: what is wrong and where, how each of its tests
/// comes out, and who gains or loses what at this moment. Decides nothing; the catalogue judges again when it is saved.
/// </summary>
internal sealed record PolicyCheck(PolicyTrial Trial, IReadOnlyList<AccessChange> Changes, bool ChangesCut)
{
    // A screen of changes is read; a book of them is not.
    private const int MostChanges = 200;

    // Comparing asks the engine twice per question; a big catalogue must not hold a page for minutes.
    private const int MostQuestions = 200_000;

    public bool IsGreen => Trial.Bundle is not null;

    /// <summary>What is wrong with the text.</summary>
    public IEnumerable<CatalogFault> PolicyFaults => Trial.Faults.Where(fault => fault.Path == PolicyEntry.TextPath);

    /// <summary>What keeps the tests from being run; a test that fails is one of <see cref="Cases"/>.</summary>
    public IEnumerable<CatalogFault> TestFaults => Trial.Faults.Where(fault => fault.Path == PolicyEntry.TestsPath && Cases.Count == 0);

    public IReadOnlyList<CaseOutcome> Cases => Trial.Outcomes;

    public static PolicyCheck Of(CatalogSnapshot snapshot, string text, string tests, Instant now)
    {
        var trial = PolicyTrial.Run(snapshot, text, tests, now);
        var (changes, cut) = trial.Loaded is { } draft ? Compare(Rules.From(snapshot), draft, now) : ([], false);
        return new PolicyCheck(trial, changes, cut);
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
