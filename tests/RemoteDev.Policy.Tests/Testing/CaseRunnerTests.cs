using RemoteDev.Policy.Testing;
using RemoteDev.Policy.Tests.Decisions;

namespace RemoteDev.Policy.Tests.Testing;

public sealed class CaseRunnerTests
{
    private const string Policies = """
        @id("work") @egress("50MiB/day") @reason("Developers work")
        permit (principal in RemoteDev::Role::"developer", action in RemoteDev::Action::"connect", resource)
        when { principal.attestations has nda && context.now < principal.attestations.nda };
        """;

    [Theory]
    [InlineData("expect: deny", "expected deny, got permit because of [work]")]
    [InlineData("expect: permit\n    because: [other]", "expected it because of [other], got [work]")]
    [InlineData("expect: permit\n    because: []", "expected it because of [], got [work]")]
    [InlineData("expect: permit\n    obligations: { egress: 10MiB/day, idle: 30m }", "expected egress 10MiB/day, got 50MiB/day")]
    [InlineData("expect: permit\n    obligations: { watermark: true }", "expected watermark true, got false")]
    [InlineData("expect: permit\n    obligations: { terminal: \"kitty, sixel\" }", "expected terminal sixel, kitty, got none")]
    [InlineData("expect: permit\n    attestations: { nda: none }", "expected permit, got deny: Developers work (work). It needs")]
    [InlineData("expect: deny\n    attestations: { nda: none }\n    says: Monday", "expected it to say 'Monday', got 'Developers work (work).")]
    [InlineData("expect: deny\n    attestations: { nda: none }\n    obligations: { idle: 5m }", "expected obligations, which only a permit has")]
    public void SaysWhatIsDifferent(string lines, string words)
    {
        var outcome = Run("ada", lines);
        Assert.False(outcome.Passed);
        Assert.Contains(words, Assert.Single(outcome.Differences), StringComparison.Ordinal);
        Assert.StartsWith("cases.yaml:2:1: a case: ", outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FailsACase_AboutSomeoneWhoDoesNotExist() => Assert.False(Run("nobody", "expect: permit").Passed);

    [Theory]
    [InlineData("expect: permit\n    because: [work]\n    obligations: { egress: 50MiB/day, record: full }")]
    [InlineData("expect: permit\n    attestations: { nda: 2026-12-01 }")]
    [InlineData("expect: deny\n    attestations: { nda: 2026-11-24 }\n    because: []\n    says: agreement")]
    public void Passes_WhatIsAsExpected(string lines)
    {
        var outcome = Run("ada", lines);
        Assert.True(outcome.Passed, outcome.ToString());
    }

    [Theory]
    [InlineData("permit", "Mon-Fri 08:00-18:00 Africa/Lagos", "")]
    [InlineData("permit", "Mon-Fri 08:00-19:00 Africa/Lagos", "expected permit Mon-Fri 08:00-19:00 Africa/Lagos, but Mon 18:00 Africa/Lagos got deny: Permitted only as office says.")]
    [InlineData("permit", "Mon-Thu 08:00-18:00; Fri 08:00-12:00 Africa/Lagos", "but Fri 12:00 Africa/Lagos got permit because of [office]")]
    [InlineData("permit", "never Africa/Lagos", "expected permit only never Africa/Lagos, but Mon 08:00 Africa/Lagos got permit")]
    [InlineData("needs-approval", "never Africa/Lagos", "")]
    [InlineData("deny", "always Etc/UTC", "got permit because of [office]")]
    public void LooksAtEveryInstantOfAWeek(string expect, string during, string words)
    {
        var reading = CaseReader.Read("cases.yaml", $"""
            cases:
              - name: a week
                person: ada
                during: {during}
                action: browse
                resource: environment payments-dev
                expect: {expect}
            """);
        Assert.True(reading.Succeeded, string.Join('\n', reading.Faults));
        var bundle = DecisionFixture.Bundle("""
            @id("office") permit (principal, action, resource) when { context.openWindows.contains(RemoteDev::Window::"lagos-office") };
            """);
        var outcome = Assert.Single(CaseRunner.Run(bundle, DecisionFixture.Known, reading.Cases, DecisionFixture.Tuesday));
        Assert.Equal(words.Length == 0, outcome.Passed);
        Assert.Contains(words, outcome.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("during: Mon-Fri Africa/Lagos", "during must be hours of a week")]
    [InlineData("during: Mon-Fri 08:00-18:00", "during must be hours of a week")]
    [InlineData("during: always Africa/Lagos\n    because: [work]", "belong to a moment")]
    public void RefusesAWeekThatIsNone(string lines, string words)
    {
        var reading = CaseReader.Read("cases.yaml", """
            cases:
              - name: a week
                person: ada
                action: browse
                resource: environment payments-dev
                expect: permit
            """ + "\n    " + lines);
        Assert.Contains(reading.Faults, fault => fault.Message.Contains(words, StringComparison.Ordinal));
    }

    private static CaseOutcome Run(string person, string lines)
    {
        var reading = CaseReader.Read("cases.yaml", $"""
            cases:
              - name: a case
                person: {person}
                at: 2026-11-24 10:00 Africa/Lagos
                action: browse
                resource: environment payments-dev
            """ + "\n    " + lines);
        Assert.True(reading.Succeeded, string.Join('\n', reading.Faults));
        var bundle = DecisionFixture.Bundle(Policies);
        return Assert.Single(CaseRunner.Run(bundle, DecisionFixture.Known, reading.Cases, DecisionFixture.Tuesday));
    }
}
