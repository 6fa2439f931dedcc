using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Explaining;
using RemoteDev.Policy.Tests.Windows;
using RemoteDev.Policy.Vocabulary;
using static RemoteDev.Policy.Tests.Decisions.DecisionFixture;

namespace RemoteDev.Policy.Tests.Explaining;

public sealed class ExplanationTests
{
    private const string Daytime = """
        @id("daytime") @reason("Acme works on Payments in Lagos office hours")
        permit (principal in RemoteDev::Vendor::"acme", action in RemoteDev::Action::"connect", resource in RemoteDev::Project::"payments")
        when { context.openWindows.contains(RemoteDev::Window::"lagos-office")
            && principal.attestations has nda && context.now < principal.attestations.nda };
        """;

    private const string Freeze = """
        @id("freeze") @reason("Nothing changes on Friday afternoon.")
        forbid (principal, action, resource) when { context.openWindows.contains(RemoteDev::Window::"freeze") };
        """;

    [Fact]
    public void TellsWhenAWindowOpens_InTheWindowsZone()
    {
        var explanation = Explain(Daytime, Browses("ada", Context(Saturday)));
        Assert.Equal("Acme works on Payments in Lagos office hours (daytime). Opens Mon 08:00 Africa/Lagos.", explanation.Text);
        Assert.Equal(WindowFixture.At("2026-11-23 08:00", "Africa/Lagos"), explanation.OpensAt);
        Assert.Equal("lagos-office", explanation.Window);
        Assert.Equal("Africa/Lagos", explanation.Zone?.Id);
        Assert.Equal(Remedy.Wait, Assert.Single(explanation.Remedies));
        Assert.Equal("daytime", Assert.Single(explanation.WouldPermit));
        Assert.Empty(explanation.ForbiddenBy);
    }

    [Fact]
    public void TellsEverythingThatIsMissing_TheWindowAndThePaper()
    {
        var explanation = Explain(Daytime, Browses("gus", Context(Saturday)));
        Assert.Equal(
            "Acme works on Payments in Lagos office hours (daytime). Opens Mon 08:00 Africa/Lagos. "
            + "It needs a valid confidentiality agreement on file.",
            explanation.Text);
        Assert.Equal([Remedy.Wait, Remedy.Nda], explanation.Remedies);
    }

    [Fact]
    public void LooksPastAnOpening_ThatAForbidCovers()
    {
        // Friday 13:00: the office is open, the freeze too, until midnight; the next permitted instant is Monday morning.
        var explanation = Explain(Daytime + Freeze, Browses("ada", Context(WindowFixture.At("2026-11-27 13:00", "Africa/Lagos"))));
        Assert.Equal("Nothing changes on Friday afternoon (freeze). Opens Mon 08:00 Africa/Lagos.", explanation.Text);
        Assert.Equal("freeze", Assert.Single(explanation.ForbiddenBy));
    }

    [Fact]
    public void TellsWhenAForbiddingWindowEnds()
    {
        const string always = """@id("always") permit (principal, action, resource);""";
        var explanation = Explain(always + Freeze, Browses("ada", Context(WindowFixture.At("2026-11-27 13:00", "Africa/Lagos"))));
        Assert.Equal(WindowFixture.At("2026-11-28 00:00", "Africa/Lagos"), explanation.OpensAt);
        Assert.Equal("freeze", explanation.Window);
    }

    [Theory]
    [InlineData("context.origin == \"inside\"", Remedy.FromInside)]
    [InlineData("context.mfa.age < duration(\"1m\")", Remedy.FreshMfa)]
    [InlineData("context.mfa.method == \"passkey\"", Remedy.Passkey)]
    [InlineData("principal.attestations has training && context.now < principal.attestations.training", Remedy.Training)]
    [InlineData("principal.attestations has background", Remedy.Background)]
    [InlineData("context.device.certificate", Remedy.DeviceCertificate)]
    [InlineData("context.device.managed", Remedy.ManagedDevice)]
    [InlineData("context.approval.granted", Remedy.Approval)]
    public void FindsTheOneThingThatIsMissing(string condition, Remedy remedy)
    {
        var explanation = Explain($"@id(\"p\") permit (principal, action, resource) when {{ {condition} }};", Browses("ada"));
        Assert.Equal(remedy, Assert.Single(explanation.Remedies));
        Assert.Equal("p", Assert.Single(explanation.WouldPermit));
        Assert.StartsWith("Permitted only as p says. It needs ", explanation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void FindsThreeThings_AndNoMore()
    {
        const string policies = """
            @id("p") permit (principal, action, resource)
            when { context.device.managed && context.device.certificate && context.origin == "inside" };
            """;
        Assert.Equal(
            [Remedy.FromInside, Remedy.DeviceCertificate, Remedy.ManagedDevice],
            Explain(policies, Browses("ada")).Remedies);
    }

    [Fact]
    public void PrefersThePermitThatNeedsLess()
    {
        const string policies = """
            @id("two") permit (principal, action, resource) when { context.device.managed && context.origin == "inside" };
            @id("one") permit (principal, action, resource) when { context.device.managed };
            """;
        var explanation = Explain(policies, Browses("ada"));
        Assert.Equal("one", Assert.Single(explanation.WouldPermit));
    }

    [Fact]
    public void SaysPlainly_WhenNothingWouldHelp()
    {
        var explanation = Explain(Daytime, Asks("cleo", Actions.Browse, Uids.Environment("payments-dev")));
        Assert.Equal("No policy permits cleo to open environment payments-dev.", explanation.Text);
        Assert.Empty(explanation.Remedies);
        Assert.Null(explanation.OpensAt);
    }

    [Fact]
    public void NamesTheForbid_AndWhatWouldHelp()
    {
        const string policies = """
            @id("all") permit (principal, action, resource);
            @id("nothing-leaves") @reason("Source stays inside")
            forbid (principal, action in RemoteDev::Action::"takeOut", resource) unless { context.origin == "inside" };
            """;
        var explanation = Explain(policies, Asks("ada", Actions.GitFetch, Uids.Repository("payments/app")));
        Assert.Equal("Source stays inside (nothing-leaves). It needs to come from inside an environment.", explanation.Text);
    }

    [Fact]
    public void NamesAForbidWithoutAReason_AndAFailedOne()
    {
        const string permit = """@id("all") permit (principal, action, resource);""";
        Assert.Equal("Forbidden by no.", Explain(permit + """@id("no") forbid (principal, action, resource);""", Browses("ada")).Text);
        Assert.Contains(
            "could not be evaluated",
            Explain(permit + """@id("odd") forbid (principal, action, resource) when { context.port > 1 };""", Browses("ada")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void TellsNothingOfTheWorld_ToASuspendedPersonOrAboutAnUnknownThing()
    {
        Assert.Equal("This account is suspended.", Explain(Daytime, Browses("eve")).Text);
        Assert.Equal(
            "There is nothing to open environment gone here.",
            Explain(Daytime, Asks("ada", Actions.Browse, Uids.Environment("gone"))).Text);
    }

    private static Explanation Explain(string policies, DecisionRequest request) => Judge(policies, request).Denied().Explanation;
}
