using System.Globalization;
using NodaTime;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Explaining;
using RemoteDev.Policy.Tests.Windows;
using RemoteDev.Policy.Vocabulary;
using static RemoteDev.Policy.Tests.Decisions.DecisionFixture;

namespace RemoteDev.Policy.Tests.Explaining;

public sealed class NearPoliciesTests
{
    [Theory]
    [InlineData("context.openWindows.contains(RemoteDev::Window::\"freeze\")", "opens Fri 12:00 Africa/Lagos (freeze)")]
    [InlineData("!context.openWindows.contains(RemoteDev::Window::\"lagos-office\")", "closes Tue 18:00 Africa/Lagos (lagos-office)")]
    [InlineData("context.openWindows.containsAll([RemoteDev::Window::\"freeze\", RemoteDev::Window::\"lagos-office\"])", "opens Fri 12:00 Africa/Lagos (freeze)")]
    [InlineData("context.mfa.age < duration(\"5m\")", "needs a second factor younger than 5 minutes")]
    [InlineData("duration(\"90s\") >= context.mfa.age", "needs a second factor at most 90 seconds old")]
    [InlineData("context.mfa.method == \"passkey\"", "needs a passkey as second factor")]
    [InlineData("context.mfa.method != \"totp\"", "needs another second factor than totp")]
    [InlineData("context.origin == \"inside\"", "needs to come from inside an environment")]
    [InlineData("context.origin != \"outside\"", "needs to come from inside an environment")]
    [InlineData("context.device.managed", "needs a managed device")]
    [InlineData("context.device.certificate", "needs a device with a certificate")]
    [InlineData("context.protocol == \"ssh\"", "needs protocol ssh")]
    [InlineData("[\"ssh\", \"git\"].contains(context.protocol)", "needs protocol ssh or needs protocol git")]
    [InlineData("context.source.networks.contains(\"vpn\")", "needs an address in network vpn")]
    [InlineData("context.source has country && context.source.country == \"NG\"", "needs an address of a known country")]
    [InlineData("context.source.ip.isInRange(ip(\"10.0.0.0/8\"))", "needs an address in 10.0.0.0/8")]
    [InlineData("context has port && context.port == 8080", "needs a port")]
    [InlineData("context has ticket", "needs a ticket")]
    [InlineData("context.approval.granted", "needs someone else's approval")]
    [InlineData("context.now < datetime(\"2026-01-31T10:30:00Z\")", "ended 2026-01-31 10:30 UTC")]
    [InlineData("context.now >= datetime(\"2027-01-31\")", "begins 2027-01-31 00:00 UTC")]
    [InlineData("principal.attestations has training && context.now < principal.attestations.training", "needs a valid training on file")]
    [InlineData("principal in RemoteDev::Role::\"lead\"", "is for role lead")]
    [InlineData("!(principal in RemoteDev::Vendor::\"acme\")", "is not for people of vendor acme")]
    [InlineData("principal == RemoteDev::User::\"cleo\"", "is for somebody else")]
    [InlineData("principal.employer == \"client\"", "is for the client's own people")]
    [InlineData("resource in [RemoteDev::Project::\"ledger\", RemoteDev::Environment::\"vault\"]", "is for project ledger or is for environment vault")]
    [InlineData("resource.classification == RemoteDev::Classification::\"open\"", "is for what is classified open")]
    [InlineData("resource.kind == \"web\"", "is for environments of kind web")]
    [InlineData("resource is RemoteDev::Environment && resource.kind like \"w*\"", "needs resource.kind like \"w*\"")]
    [InlineData("context.source.ip.isLoopback()", "needs context.source.ip.isLoopback()")]
    [InlineData("false", "never applies")]
    [InlineData("context.device.managed || context.origin == \"inside\"", "needs a managed device or needs to come from inside an environment")]
    [InlineData("!(context.protocol == \"http\" && context.origin == \"outside\")", "needs another protocol than http or needs to come from inside an environment")]
    public void SaysWhatAPermitLacks(string condition, string words) =>
        Assert.Equal([words], Assert.Single(Near($"@id(\"p\") permit (principal, action, resource) when {{ {condition} }};", Browses("ada")).Permits).Words);

    [Theory]
    [InlineData("principal in RemoteDev::Role::\"lead\", action, resource", "is for role lead")]
    [InlineData("principal == RemoteDev::User::\"cleo\", action, resource", "is for somebody else")]
    [InlineData("principal is RemoteDev::User in RemoteDev::Vendor::\"acme-sub\", action, resource", "is for people of vendor acme-sub")]
    [InlineData("principal, action == RemoteDev::Action::\"upload\", resource", "is for action upload")]
    [InlineData("principal, action in RemoteDev::Action::\"takeOut\", resource", "is for the actions of takeOut")]
    [InlineData("principal, action in [RemoteDev::Action::\"upload\", RemoteDev::Action::\"gitTag\"], resource", "is for action upload or is for action gitTag")]
    [InlineData("principal, action, resource == RemoteDev::Environment::\"vault\"", "is for environment vault")]
    [InlineData("principal, action, resource in RemoteDev::Project::\"ledger\"", "is for project ledger")]
    [InlineData("principal, action, resource is RemoteDev::Repository", "is for repositories")]
    public void NamesThePart_ThatAScopeMisses(string scope, string words)
    {
        var near = Near($"@id(\"p\") permit ({scope}) when {{ context.device.managed }};", Browses("ada"));
        Assert.Equal([words, "needs a managed device"], Assert.Single(near.Permits).Words);
        Assert.Equal(0, near.More);
    }

    [Theory]
    [InlineData("principal in RemoteDev::Role::\"lead\", action == RemoteDev::Action::\"upload\", resource")]
    [InlineData("principal == RemoteDev::User::\"cleo\", action, resource in RemoteDev::Project::\"ledger\"")]
    public void PassesOver_WhatMissesTwoParts(string scope) =>
        Assert.Equal(("", 0), Listed(Near($"@id(\"p\") permit ({scope});", Browses("ada"))));

    [Fact]
    public void SortsByNearness_AndCountsTheRest()
    {
        var policies = """
            @id("never") permit (principal, action, resource) when { context.now < datetime("2020-01-01") };
            @id("others") permit (principal in RemoteDev::Role::"lead", action, resource);
            @id("paper") permit (principal, action, resource) when { principal.attestations has training };
            @id("friday") permit (principal, action, resource) when { context.openWindows.contains(RemoteDev::Window::"freeze") };
            @id("monday") permit (principal, action, resource) when { context.now >= datetime("2026-11-25") };
            @id("device") permit (principal, action, resource) when { context.device.managed };
            @id("factor") permit (principal, action, resource) when { context.mfa.age < duration("1m") };
            @id("two") permit (principal, action, resource) when { context.mfa.age < duration("1m") && context has ticket };
            """ + string.Concat(Enumerable.Range(0, 400).Select(i =>
                string.Create(CultureInfo.InvariantCulture, $"@id(\"vault{i}\") permit (principal, action, resource == RemoteDev::Environment::\"vault\");\n")));
        var near = Near(policies, Browses("ada"));
        Assert.Equal(["factor", "two", "device", "monday", "friday", "paper", "others", "vault0"], near.Permits.Select(permit => permit.Id), StringComparer.Ordinal);
        Assert.Equal(400, near.More);
        Assert.Equal(Instant.FromUtc(2026, 11, 25, 0, 0), near.Permits[3].At);
    }

    [Fact]
    public void CountsAListOfActionsOnce_AlsoBesideTheirGroup()
    {
        const string list = "action in [RemoteDev::Action::\"connect\", RemoteDev::Action::\"browse\", RemoteDev::Action::\"browse\", RemoteDev::Action::\"upload\"]";
        var near = Near($"@id(\"p\") permit (principal, {list}, resource) when {{ context.device.managed }};", Browses("ada"));
        Assert.Equal(("p", 0), Listed(near));
    }

    [Fact]
    public void AddsWhatThePermitWouldObligeTo()
    {
        const string policies = "@id(\"p\") @mfa(\"5m\") @approve(\"1 of role:lead\") permit (principal, action, resource) when { context.device.managed };";
        Assert.Equal(
            ["needs a managed device", "needs a second factor younger than 5 minutes", "needs the consent of 1 of role:lead"],
            Assert.Single(Near(policies, Browses("ada")).Permits).Words);
        Assert.Contains(
            "needs a second factor younger than 8 hours",
            Assert.Single(Near("@id(\"p\") permit (principal, action, resource) when { context.device.managed };", Browses("ada", Context() with { Mfa = null })).Permits).Words,
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("when { context.openWindows.contains(RemoteDev::Window::\"lagos-office\") }", "closes Tue 18:00 Africa/Lagos (lagos-office)")]
    [InlineData("unless { context.origin == \"inside\" || context.device.managed }", "needs to come from inside an environment", "needs a managed device")]
    [InlineData("when { principal in RemoteDev::Vendor::\"acme\" && context.origin == \"outside\" }", "needs to come from inside an environment")]
    [InlineData("when { principal in RemoteDev::Vendor::\"acme\" }", "would not cease, whatever the time and the circumstances")]
    [InlineData("when { context.now >= datetime(\"2026-01-01\") }", "would not cease, whatever the time and the circumstances")]
    [InlineData("", "would not cease, whatever the time and the circumstances")]
    public void SaysWhetherAForbidWouldCease(string condition, params string[] words)
    {
        var near = Near($"@id(\"all\") permit (principal, action, resource);\n@id(\"no\") forbid (principal, action, resource) {condition};", Browses("ada"));
        var forbid = Assert.Single(near.Forbids);
        Assert.Equal(("no", false), (forbid.Id, forbid.IsPermit));
        Assert.Equal(words, forbid.Words);

        // What permits anyway is not in the way.
        Assert.Equal(("", 0), Listed(near));
    }

    [Fact]
    public void ListsPermits_WhenAForbidIsNotAll()
    {
        const string policies = """
            @id("device") permit (principal, action, resource) when { context.device.managed };
            @id("no") forbid (principal, action, resource) when { context.openWindows.contains(RemoteDev::Window::"freeze") };
            """;
        var friday = WindowFixture.At("2026-11-27 13:00", "Africa/Lagos");
        var near = Near(policies, Browses("ada", Context(friday)));
        Assert.Equal(WindowFixture.At("2026-11-28 00:00", "Africa/Lagos"), Assert.Single(near.Forbids).At);
        Assert.Equal(("device", 0), Listed(near));
    }

    [Fact]
    public void SaysWhatCannotBeEvaluated()
    {
        var permit = Near("@id(\"p\") permit (principal, action, resource) when { context.port > 1 };", Browses("ada"));
        Assert.StartsWith("cannot be evaluated: ", Assert.Single(Assert.Single(permit.Permits).Words), StringComparison.Ordinal);
        var forbid = Near("@id(\"f\") forbid (principal, action, resource) when { context.port > 1 };", Browses("ada"));
        Assert.StartsWith("cannot be evaluated: ", Assert.Single(Assert.Single(forbid.Forbids).Words), StringComparison.Ordinal);
    }

    [Fact]
    public void ListsNothing_ForASuspendedPersonOrAnUnknownThing()
    {
        const string policy = "@id(\"p\") permit (principal, action, resource) when { context.device.managed };";
        Assert.Same(NearPolicies.None, Near(policy, Browses("eve")));
        Assert.Same(NearPolicies.None, Near(policy, Asks("ada", Actions.Browse, Uids.Environment("gone"))));
    }

    [Fact]
    public void NamesNobodyElse()
    {
        const string policies = """
            @id("scope") permit (principal == RemoteDev::User::"cleo", action, resource);
            @id("condition") permit (principal, action, resource) when { [RemoteDev::User::"cleo", RemoteDev::User::"dan"].contains(principal) };
            @id("consent") permit (principal, action, resource) when { context.approval.by.contains(RemoteDev::User::"cleo") };
            """;
        var near = Near(policies, Browses("ada"));
        Assert.Equal(3, near.Permits.Count);
        Assert.DoesNotContain(near.Permits.SelectMany(permit => permit.Words), words => words.Contains("cleo", StringComparison.Ordinal) || words.Contains("dan", StringComparison.Ordinal));
    }

    private static NearPolicies Near(string policies, DecisionRequest request) => Judge(policies, request).Denied().Near;

    private static (string Ids, int More) Listed(NearPolicies near) => (string.Join(' ', near.Permits.Select(permit => permit.Id)), near.More);
}
