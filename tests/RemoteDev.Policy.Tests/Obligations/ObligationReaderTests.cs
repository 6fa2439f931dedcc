using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Tests.Decisions;

namespace RemoteDev.Policy.Tests.Obligations;

public sealed class ObligationReaderTests
{
    [Theory]
    [InlineData("@egres(\"5MiB/day\")", "did you mean @egress?")]
    [InlineData("@whatever", "known are @id")]
    [InlineData("@record(\"all\")", "must be full, input-off or metadata")]
    [InlineData("@record", "must be full, input-off or metadata")]
    [InlineData("@egress(\"50MB/day\")", "not a budget")]
    [InlineData("@egress(\"50MiB\")", "not a budget")]
    [InlineData("@egress(\"-1MiB/day\")", "not a budget")]
    [InlineData("@egress(\"1.5MiB/day\")", "not a budget")]
    [InlineData("@egress(\"50MiB/week\")", "per day or per session")]
    [InlineData("@egress(\"5MiB/day, 6MiB/day\")", "at most once")]
    [InlineData("@egress(\"99999999GiB/day\")", "not a budget")]
    [InlineData("@mfa(\"0m\")", "above zero")]
    [InlineData("@mfa(\"15 minutes\")", "above zero")]
    [InlineData("@mfa(\"9999d\")", "above zero")]
    [InlineData("@approve(\"lead\")", "approval rule")]
    [InlineData("@approve(\"0 of role:lead\")", "approval rule")]
    [InlineData("@approve(\"1 of lead\")", "approval rule")]
    [InlineData("@approve(\"1 of role:\")", "approval rule")]
    [InlineData("@terminal(\"kitty, kitty\")", "must be none, or some of sixel")]
    [InlineData("@terminal(\"images\")", "must be none, or some of sixel")]
    [InlineData("@terminal(\"\")", "must be none, or some of sixel")]
    [InlineData("@watermark(\"no\")", "must be nothing, or true")]
    [InlineData("@notify(\"\")", "names of channels")]
    [InlineData("@notify(\"a b\")", "names of channels")]
    [InlineData("@idle(\"\")", "above zero")]
    [InlineData("@session(\"10\")", "above zero")]
    [InlineData("@reason(\"\")", "1 to 300 characters")]
    public void Refuses_WithThePlace(string annotation, string words)
    {
        var fault = Assert.Single(Load($"@id(\"p\")\n  {annotation}\npermit (principal, action, resource);"));
        Assert.Equal(("test.cedar", 2), (fault.File, fault.Line));
        Assert.InRange(fault.Column, 3, 4);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("permit (principal, action, resource);", "needs an @id")]
    [InlineData("@id(\"\") permit (principal, action, resource);", "must be 1 to 64")]
    [InlineData("@id(\"a b\") permit (principal, action, resource);", "must be 1 to 64")]
    [InlineData("@id(\"a\") permit (principal, action, resource); @id(\"a\") forbid (principal, action, resource);", "is taken by the policy at test.cedar:1")]
    [InlineData("@id(\"a\") @mfa(\"5m\") forbid (principal, action, resource);", "a forbid takes only @id and @reason")]
    public void Refuses_PoliciesThatCannotBeNamedOrObeyed(string policies, string words) =>
        Assert.Contains(words, Assert.Single(Load(policies)).Message, StringComparison.Ordinal);

    [Fact]
    public void ReportsEveryFault_NotTheFirst() =>
        Assert.Equal(4, Load("@mfa(\"x\") @idle(\"y\") permit (principal, action, resource); @id(\"b\") @recrod permit (principal, action, resource);").Count);

    [Fact]
    public void ReadsEveryKey()
    {
        var bundle = DecisionFixture.Bundle("""
            @id("all") @reason("because") @record("metadata") @egress("2GiB/day, 512KiB/session") @mfa("45s") @approve("2 of role:lead")
            @terminal("kitty, sixel") @watermark @notify("duty, audit") @idle("1h") @session("30d")
            permit (principal, action, resource);
            """);
        var policy = Assert.Single(bundle.Policies);
        Assert.Equal("because", policy.Reason);
        var stated = policy.Stated;
        Assert.Equal(RecordMode.Metadata, stated.Record);
        Assert.Equal(new EgressBudget(2L << 30, 512 << 10), stated.Egress);
        Assert.Equal("2GiB/day, 512KiB/session", stated.Egress!.ToString());
        Assert.Equal(TimeSpan.FromSeconds(45), stated.MfaMaxAge);
        Assert.Equal(new ApprovalRule(2, "lead"), stated.Approve);
        Assert.Equal(TerminalExtras.Sixel | TerminalExtras.Kitty, stated.Terminal);
        Assert.True(stated.Watermark);
        Assert.Equal("duty audit", string.Join(' ', stated.Notify));
        Assert.Equal(TimeSpan.FromHours(1), stated.Idle);
        Assert.Equal(TimeSpan.FromDays(30), stated.Session);
    }

    private static IReadOnlyList<PolicyFault> Load(string text) =>
        PolicyBundle.Load("test.cedar", text, DecisionFixture.Known).Faults;
}
