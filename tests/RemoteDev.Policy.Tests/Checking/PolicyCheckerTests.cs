using RemoteDev.Policy.Checking;
using RemoteDev.Policy.Tests.Decisions;

namespace RemoteDev.Policy.Tests.Checking;

public sealed class PolicyCheckerTests
{
    private const string Clean = """
        @id("office") @reason("Acme works in office hours")
        permit (principal in RemoteDev::Vendor::"acme", action in RemoteDev::Action::"connect", resource in RemoteDev::Project::"payments")
        when { context.openWindows.contains(RemoteDev::Window::"lagos-office") };
        @id("leads") @mfa("1h")
        permit (principal in RemoteDev::Role::"lead", action in RemoteDev::Action::"administer", resource);
        """;

    [Fact]
    public void FindsNothing_WhereNothingIsWrong()
    {
        var report = Check(Clean);
        Assert.True(report.Succeeded);
        Assert.Empty(report.Findings);
    }

    [Theory]
    [InlineData("@id(\"p\") permit (principal in RemoteDev::Role::\"leed\", action, resource);", 22, 23, "there is no role \"leed\"; did you mean lead?")]
    [InlineData("@id(\"p\") permit (principal, action, resource) when { context.openWindos == [] };", 54, 19, "context has no attribute \"openWindos\"; did you mean openWindows?")]
    [InlineData("@id(\"p\") @egres(\"1MiB/day\") permit (principal, action, resource);", 11, 5, "@egres is not known here; did you mean @egress?")]
    public void ReportsWhatCannotBeLoaded_WithItsPlace(string text, int column, int length, string message)
    {
        var report = Check(text);
        Assert.False(report.Succeeded);
        var finding = Assert.Single(report.Findings);
        Assert.Equal((FindingSeverity.Error, FindingCodes.Invalid, 1), (finding.Severity, finding.Code, finding.Line));
        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
        Assert.True(finding.Length > 0);
        Assert.InRange(finding.Column, 1, column + length);
    }

    [Fact]
    public void FindsAVendorWithoutAWindow()
    {
        var finding = Only("""@id("p") permit (principal in RemoteDev::Vendor::"acme", action, resource in RemoteDev::Project::"payments");""");
        Assert.Equal(FindingCodes.VendorWithoutWindow, finding.Code);
        Assert.StartsWith("ada, who works for a vendor", finding.Message, StringComparison.Ordinal);
        Assert.Equal(("p", 1, 2), (finding.PolicyId, finding.Line, finding.Column));
    }

    [Fact]
    public void AcceptsAVendorWithoutAWindow_WhereAForbidKeepsTheHours() =>
        Assert.Empty(Check("""
            @id("p") permit (principal in RemoteDev::Vendor::"acme", action, resource in RemoteDev::Project::"payments");
            @id("hours") forbid (principal in RemoteDev::Vendor::"acme", action, resource) unless { context.openWindows.contains(RemoteDev::Window::"lagos-office") };
            """).Findings);

    [Fact]
    public void FindsAForbidThatCanFail()
    {
        var finding = Only(Clean + """
            @id("far") forbid (principal, action == RemoteDev::Action::"openTerminal", resource)
            when { context.now.offset(duration("106751991167d")) < context.now };
            """);
        Assert.Equal((FindingCodes.FailingForbid, FindingSeverity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("cannot be evaluated for ada, and then forbids", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesAConditionThatIsNotSoundByTheSchema()
    {
        var report = Check(Clean + """
            @id("papers") forbid (principal, action in RemoteDev::Action::"connect", resource) when { principal.attestations.nda <= context.now };
            """);
        Assert.False(report.Succeeded);
        Assert.Equal((FindingSeverity.Error, FindingCodes.Type, "papers"), (report.Findings[0].Severity, report.Findings[0].Code, report.Findings[0].PolicyId));
    }

    [Fact]
    public void FindsAShadowedPermit_AndNamesWhatHidesIt()
    {
        var finding = Only(Clean + """
            @id("again")
            permit (principal in RemoteDev::Vendor::"acme", action == RemoteDev::Action::"browse", resource in RemoteDev::Project::"payments")
            when { context.openWindows.contains(RemoteDev::Window::"lagos-office") };
            """);
        Assert.Equal((FindingCodes.Shadowed, "again"), (finding.Code, finding.PolicyId));
        Assert.Contains("in today's catalogue it makes no difference: all it permits is permitted by office", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindsAPermitThatIsAlwaysForbidden()
    {
        var report = Check(Clean + """
            @id("no") permit (principal in RemoteDev::Role::"lead", action == RemoteDev::Action::"download", resource);
            @id("never") forbid (principal, action in RemoteDev::Action::"takeOut", resource);
            """);
        var finding = Assert.Single(report.Findings);
        Assert.Equal("in today's catalogue it permits nothing, because never forbids all of it", finding.Message);
    }

    [Theory]
    [InlineData("permit (principal in RemoteDev::Role::\"security\", action, resource)", "", "is in its scope")]
    [InlineData("permit (principal in RemoteDev::Role::\"lead\", action, resource)", "when { principal.employer == \"acme\" }", "met by nothing")]
    public void FindsAPolicyThatNeverMatches(string head, string condition, string message)
    {
        var finding = Only(Clean + $"@id(\"p\") {head} {condition};");
        Assert.Equal((FindingCodes.NeverMatches, "p"), (finding.Code, finding.PolicyId));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindsAnObligationThatAnotherWayOfAskingGetsAround()
    {
        const string held = """
            @id("with-consent") @approve("1 of role:lead")
            permit (principal in RemoteDev::Role::"lead", action == RemoteDev::Action::"download", resource) when { context.protocol == "http" };
            """;
        const string open = """
            @id("other-protocols") permit (principal in RemoteDev::Role::"lead", action in RemoteDev::Action::"takeOut", resource)
            unless { context.protocol == "http" };
            """;
        var finding = Only(Clean + held + open);
        Assert.Equal((FindingCodes.BypassableObligation, "with-consent"), (finding.Code, finding.PolicyId));
        Assert.Contains("other-protocols permits the same without what this policy obliges to", finding.Message, StringComparison.Ordinal);
        Assert.Contains("over ssh", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeesNoBypass_WhereBothPermitsApplyTogether() =>
        Assert.DoesNotContain(
            Check(Clean + """
                @id("with-consent") @approve("1 of role:lead")
                permit (principal in RemoteDev::Role::"lead", action == RemoteDev::Action::"download", resource);
                @id("all") permit (principal in RemoteDev::Role::"lead", action in RemoteDev::Action::"takeOut", resource);
                """).Findings,
            finding => finding.Code == FindingCodes.BypassableObligation);

    [Fact]
    public void FindsADefaultThatAnotherPolicyLifts()
    {
        var finding = Only(Clean + """
            @id("generous") @egress("1GiB/day")
            permit (principal in RemoteDev::Vendor::"acme", action == RemoteDev::Action::"browse", resource in RemoteDev::Project::"payments")
            when { context.openWindows.contains(RemoteDev::Window::"lagos-office") };
            """);
        Assert.Equal((FindingCodes.LiftedDefault, "generous", FindingSeverity.Advice), (finding.Code, finding.PolicyId, finding.Severity));
        Assert.Contains("for what office permits: egress 10MiB/day -> 1GiB/day", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindsConsentThatNobodyCanGive()
    {
        var finding = Only(Clean + """
            @id("exports") @approve("2 of role:security") permit (principal in RemoteDev::Role::"lead", action == RemoteDev::Action::"download", resource);
            """);
        Assert.Equal(FindingCodes.NobodyToApprove, finding.Code);
        Assert.Equal("2 of role security must consent, and nobody holds it", finding.Message);
    }

    private static Finding Only(string text)
    {
        var report = Check(text);
        Assert.True(report.Findings.Count == 1, string.Join('\n', report.Findings));
        return report.Findings[0];
    }

    private static CheckReport Check(string text) => PolicyChecker.Check("policy.cedar", text, DecisionFixture.Known, DecisionFixture.Tuesday);
}
