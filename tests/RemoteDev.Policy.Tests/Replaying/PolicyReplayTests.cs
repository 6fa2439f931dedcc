using RemoteDev.Cedar;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Replaying;
using RemoteDev.Policy.Vocabulary;
using static RemoteDev.Policy.Tests.Decisions.DecisionFixture;

namespace RemoteDev.Policy.Tests.Replaying;

public sealed class PolicyReplayTests
{
    private const string Permits = """
        @id("office") permit (principal in RemoteDev::Vendor::"acme", action in RemoteDev::Action::"connect", resource in RemoteDev::Project::"payments");
        """;

    private const string Freeze = """
        @id("freeze") forbid (principal, action == RemoteDev::Action::"openTerminal", resource in RemoteDev::Project::"payments");
        """;

    [Fact]
    public void CountsWhatStaysAndSaysWhatChanges()
    {
        var report = PolicyReplay.Run(State(Permits + Freeze), [Terminal("ada"), Terminal("ada"), Terminal("bola"), Browse("ada")]);
        Assert.Equal((4, 1, 3, 0, 0), (report.Decisions, report.Same, report.Changed, report.Unknown, report.AlreadyDifferent));
        Assert.Equal(
            "ada and bola 3 times: openTerminal on environment payments-dev was permitted and would be denied (freeze), last 2026-11-24 09:00Z",
            Assert.Single(report.Changes).Text);
        Assert.StartsWith("3 of 4 decisions would have been different: ", report.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void TellsACatalogueThatChangedFromADraft()
    {
        var denied = Terminal("cleo") with { Verdict = VerdictKind.Permitted };
        var report = PolicyReplay.Run(State(Permits + Freeze), [denied, Terminal("ada")], State(Permits));
        Assert.Equal((1, 1), (report.AlreadyDifferent, report.Changed));
    }

    [Fact]
    public void CountsWhatIsNoLongerThere_PeopleApart()
    {
        var report = PolicyReplay.Run(State(Permits), [Terminal("nobody"), Terminal("ada") with { Resource = Uids.Environment("gone") }]);
        Assert.Equal((2, 1), (report.Unknown, report.UnknownPeople));
    }

    [Fact]
    public void SaysWhatAnsweredThen_AndWhyItIsDeniedNow()
    {
        var recorded = Browse("ada") with { PolicyIds = ["older-office"] };
        var none = State("""@id("other") permit (principal in RemoteDev::Vendor::"acme", action == RemoteDev::Action::"upload", resource);""");
        var report = PolicyReplay.Run(none, [Terminal("ada"), recorded], State(Permits));
        Assert.Equal([DenialCause.NoPermit], report.Changes.Select(change => change.Cause!.Value));
        Assert.Equal(["office", "older-office"], Assert.Single(report.Changes).BeforePolicyIds, StringComparer.Ordinal);

        // Without the policy in force nothing but the record says what answered.
        Assert.Empty(Assert.Single(PolicyReplay.Run(none, [Terminal("ada")]).Changes).BeforePolicyIds);
        Assert.Equal(DenialCause.Forbidden, Assert.Single(PolicyReplay.Run(State(Permits + Freeze), [Terminal("ada")]).Changes).Cause);
    }

    [Fact]
    public void TakesAnUnknownFactorAsFresh_AndAMissingOneAsMissing()
    {
        var asked = Terminal("ada") with { Verdict = VerdictKind.NeedsMfa };
        Assert.Equal(2, PolicyReplay.Run(State(Permits), [Terminal("ada"), asked]).Same);
    }

    [Fact]
    public void PutsRefusalsFirst_AndKeepsTheTotals()
    {
        var gained = Browse("ada") with { Verdict = VerdictKind.Denied };
        var report = PolicyReplay.Run(State(Permits + Freeze), [gained, gained, Terminal("ada")]);
        Assert.Equal([VerdictKind.Denied, VerdictKind.Permitted], report.Changes.Select(change => change.After));
        Assert.Equal(
            ["and 2 more changes", "Of 3 decisions 0 stay as they were and 3 change; 0 differ today without the draft; 0 cannot be asked again."], report.Lines(0), StringComparer.Ordinal);
    }

    [Fact]
    public void KnowsThatThereIsOneGateway()
    {
        var asked = Decision("ada", Actions.ManagePeople) with { Resource = Uids.Gateway };
        Assert.Equal("the gateway", Assert.Single(PolicyReplay.Run(State(Permits), [asked]).Changes).Where);
    }

    [Fact]
    public void SaysThatNothingChanges() =>
        Assert.Equal("none of 1 decisions would have been different", PolicyReplay.Run(State(Permits), [Terminal("ada")]).Summary);

    private static PolicyState State(string text) => new(Bundle(text), Known);

    private static RecordedDecision Terminal(string person) => Decision(person, Actions.OpenTerminal);

    private static RecordedDecision Browse(string person) => Decision(person, Actions.Browse);

    private static RecordedDecision Decision(string person, EntityUid action) => new()
    {
        Person = person,
        Action = action,
        Resource = Uids.Environment("payments-dev"),
        At = Tuesday,
        Verdict = VerdictKind.Permitted,
    };
}
