using NodaTime;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;
using static RemoteDev.Policy.Tests.Decisions.DecisionFixture;

namespace RemoteDev.Policy.Tests.Decisions;

public sealed class PolicyEngineTests
{
    private const string Daytime = """
        @id("daytime") @record("full") @egress("50MiB/day") @mfa("8h") @reason("Acme works on Payments in Lagos office hours")
        permit (principal in RemoteDev::Vendor::"acme", action in RemoteDev::Action::"connect", resource in RemoteDev::Project::"payments")
        when { context.openWindows.contains(RemoteDev::Window::"lagos-office")
            && principal.attestations has nda && context.now < principal.attestations.nda };
        """;

    private const string Everything = """@id("everything") permit (principal, action, resource);""";

    [Fact]
    public void Denies_ByDefault()
    {
        Assert.Equal(VerdictKind.Denied, default(Verdict).Kind);
        Assert.Equal("Refused.", default(Verdict).Denied().Explanation.Text);
        Assert.Equal(DenialCause.NoPermit, new PolicyEngine(PolicyBundle.Empty).Judge(Known, Browses("ada")).Denied().Cause);
    }

    [Fact]
    public void Permits_WithObligationsAndEvidence()
    {
        var permit = Judge(Daytime, Browses("ada")).Permitted();
        Assert.Equal("daytime", Assert.Single(permit.PolicyIds));
        Assert.Equal(Uids.User("ada"), permit.Principal);
        Assert.Equal(Actions.Browse, permit.Action);
        Assert.Equal(Uids.Environment("payments-dev"), permit.Resource);
        Assert.Equal(Tuesday, permit.DecidedAt);
        Assert.Equal(Bundle(Daytime).Version, permit.BundleVersion);
        Assert.Equal(new EgressBudget(50 << 20, null), permit.Obligations.Egress);
        Assert.Equal(ObligationSet.BuiltIn.Idle, permit.Obligations.Idle);
    }

    [Fact]
    public void Permits_ASubcontractor_OfTheVendorNamed() => Judge(Daytime, Browses("bola")).Permitted();

    [Fact]
    public void Denies_OutsideTheWindow() =>
        Assert.Equal(DenialCause.NoPermit, Judge(Daytime, Browses("ada", Context(Saturday))).Denied().Cause);

    [Fact]
    public void Denies_WithoutTheAttestation() =>
        Assert.Equal(DenialCause.NoPermit, Judge(Daytime, Browses("gus")).Denied().Cause);

    [Fact]
    public void Denies_AnotherProject_AndAnotherAction()
    {
        Judge(Daytime, Asks("ada", Actions.Browse, Uids.Environment("ledger-dev"))).Denied();
        Judge(Daytime, Asks("ada", Actions.Download, Uids.Environment("payments-dev"))).Denied();
    }

    [Fact]
    public void Denies_ASuspendedPerson_WhateverPolicySays() =>
        Assert.Equal(DenialCause.Suspended, Judge(Everything, Browses("eve")).Denied().Cause);

    [Fact]
    public void Denies_WhatTheWorldDoesNotKnow()
    {
        var dev = Uids.Environment("payments-dev");
        Assert.All(
            [
                Asks("nobody", Actions.Browse, dev),
                Asks("ada", Actions.Browse, Uids.Environment("gone")),
                Asks("ada", Actions.Connect, dev),
                Asks("ada", Uids.User("browse"), dev),
                Asks("ada", Actions.GitFetch, dev),
                Asks("ada", Actions.Browse, Uids.Repository("payments/app")),
                Asks("ada", Actions.GitPush, Uids.Branch("payments/gone", "main")),
                Asks("ada", Actions.GitPush, new(EntityTypes.Branch, "payments/app")),
                Browses("ada") with { Principal = Uids.Role("developer") },
            ],
            request => Assert.Equal(DenialCause.Unknown, Judge(Everything, request).Denied().Cause));
    }

    [Fact]
    public void Denies_WhenAForbidIsSatisfied_WhateverPermits()
    {
        const string policies = Everything + """
            @id("nothing-leaves") @reason("Source stays inside")
            forbid (principal, action in RemoteDev::Action::"takeOut", resource) unless { context.origin == "inside" };
            """;
        var fetch = Asks("ada", Actions.GitFetch, Uids.Repository("payments/app"));
        var denial = Judge(policies, fetch).Denied();
        Assert.Equal(DenialCause.Forbidden, denial.Cause);
        Assert.Equal("nothing-leaves", Assert.Single(denial.PolicyIds));
        Judge(policies, fetch with { Context = Context() with { Origin = Origin.Inside } }).Permitted();
    }

    [Fact]
    public void Denies_WhenAForbidCannotBeEvaluated()
    {
        const string policies = Everything + """
            @id("ports") forbid (principal, action, resource) when { context.port > 1024 };
            """;
        var denial = Judge(policies, Browses("ada")).Denied();
        Assert.Equal(DenialCause.ForbidFailed, denial.Cause);
        Assert.Equal("ports", Assert.Single(denial.PolicyIds));
        Judge(policies, Browses("ada", Context() with { Port = 80 })).Permitted();
    }

    [Fact]
    public void IgnoresAPermit_ThatCannotBeEvaluated() =>
        Judge("""@id("ports") permit (principal, action, resource) when { context.port > 1024 };""", Browses("ada")).Denied();

    [Theory]
    [InlineData(null)]
    [InlineData(-1)]
    [InlineData(16)]
    public void AsksForMfa_WhenThereIsNone_OrItIsTooOld(int? minutes)
    {
        const string policies = Everything + """@id("strict") @mfa("15m") permit (principal, action, resource);""";
        var mfa = minutes is { } age ? new MfaEvidence(TimeSpan.FromMinutes(age), "totp") : null;
        var verdict = Judge(policies, Browses("ada", Context() with { Mfa = mfa }));
        Assert.Equal(VerdictKind.NeedsMfa, verdict.Kind);
        Assert.Equal(TimeSpan.FromMinutes(15), verdict.Match<TimeSpan?>(_ => null, need => need.MaxAge, _ => null, _ => null));
        Assert.False(verdict.IsPermitted(out _));
    }

    [Fact]
    public void AsksForMfa_OnlyOfThoseWhoWouldBePermitted() =>
        Judge(Daytime, Browses("ada", Context(Saturday) with { Mfa = null })).Denied();

    [Fact]
    public void AcceptsMfa_AsOldAsTheLimit() =>
        Judge(Daytime, Browses("ada", Context() with { Mfa = new MfaEvidence(TimeSpan.FromHours(8), "totp") })).Permitted();

    [Theory]
    [InlineData("", 60)]           // nobody
    [InlineData("cleo", 60)]       // one of two
    [InlineData("cleo,cleo", 60)]  // the same twice
    [InlineData("cleo,ada", 60)]   // one is the asker and no lead
    [InlineData("cleo,finn", 60)]  // one is suspended
    [InlineData("cleo,nobody", 60)]
    [InlineData("cleo,dan", 0)]    // just ended
    public void AsksForApproval_UntilEnoughOthersConsent(string by, int minutesLeft)
    {
        var request = Browses("ada", Context() with { Approval = Approval(by, minutesLeft) });
        var verdict = Judge("""@id("two") @approve("2 of role:lead") permit (principal, action, resource);""", request);
        Assert.Equal(VerdictKind.NeedsApproval, verdict.Kind);
        Assert.Equal("two", Assert.Single(verdict.PolicyIds));
    }

    [Fact]
    public void Permits_WithEnoughConsent()
    {
        const string policies = """@id("two") @approve("2 of role:lead") permit (principal, action, resource);""";
        Judge(policies, Browses("ada", Context() with { Approval = Approval("cleo,dan", 1) })).Permitted();
    }

    [Fact]
    public void NeverCountsTheAskersOwnConsent()
    {
        const string policies = """@id("one") @approve("1 of role:lead") permit (principal, action, resource);""";
        var own = Browses("cleo", Context() with { Approval = Approval("cleo", 60) });
        Assert.Equal(VerdictKind.NeedsApproval, Judge(policies, own).Kind);
    }

    [Fact]
    public void SeesBranches_BelowTheirRepositoryAndProject()
    {
        const string policies = """
            @id("own-branches")
            permit (principal in RemoteDev::Vendor::"acme", action == RemoteDev::Action::"gitPush", resource in RemoteDev::Project::"payments")
            when { resource is RemoteDev::Branch && resource.name like "vendor/acme/*" };
            @id("main-is-reviewed")
            forbid (principal, action == RemoteDev::Action::"gitPush", resource is RemoteDev::Branch) when { resource.isProtected };
            """;
        Judge(policies, Asks("ada", Actions.GitPush, Uids.Branch("payments/app", "vendor/acme/fix-17"))).Permitted();
        Judge(policies, Asks("ada", Actions.GitPush, Uids.Branch("payments/app", "vendor/other/fix"))).Denied();
        Assert.Equal(
            DenialCause.Forbidden,
            Judge(policies, Asks("ada", Actions.GitPush, Uids.Branch("payments/app", "main"))).Denied().Cause);
    }

    [Fact]
    public void UsesTheProjectsDefaults_WherePoliciesSayNothing()
    {
        var strict = ObligationSet.BuiltIn with { Egress = EgressBudget.None, MfaMaxAge = TimeSpan.FromMinutes(5) };
        var world = PolicyWorld.Of(Facts with { Projects = [new("payments") { Defaults = strict }, new("ledger")] });
        var engine = new PolicyEngine(Bundle(Everything));
        Assert.Equal(VerdictKind.NeedsMfa, engine.Judge(world, Browses("ada")).Kind);
        Assert.Equal(
            EgressBudget.None,
            engine.Judge(world, Browses("ada", Context() with { Mfa = new(TimeSpan.Zero, "totp") })).Permitted().Obligations.Egress);
        engine.Judge(world, Asks("ada", Actions.Browse, Uids.Environment("ledger-dev"))).Permitted();
    }

    [Fact]
    public void FollowsTheWindow_AsTimeGoesOn()
    {
        var engine = new PolicyEngine(Bundle(Daytime));
        var closes = Windows.WindowFixture.At("2026-11-24 18:00", "Africa/Lagos");
        engine.Judge(Known, Browses("ada", Context(closes - Duration.FromMilliseconds(1)))).Permitted();
        engine.Judge(Known, Browses("ada", Context(closes))).Denied();
        engine.Judge(Known, Browses("ada", Context(closes - Duration.FromHours(1)))).Permitted();
    }

    [Fact]
    public void LooksAgain_WhenTheCallerKeptWindowsForTooLong()
    {
        var closes = Windows.WindowFixture.At("2026-11-24 18:00", "Africa/Lagos");
        var kept = RemoteDev.Policy.Windows.OpenWindows.At(Facts.Windows, Tuesday);
        Judge(Daytime, Browses("ada", Context(Tuesday) with { Windows = kept })).Permitted();
        Judge(Daytime, Browses("ada", Context(closes) with { Windows = kept })).Denied();
        Judge(Daytime, Browses("ada", Context(Saturday) with { Windows = kept })).Denied();
    }

    private static ApprovalEvidence Approval(string by, int minutesLeft) =>
        new([.. by.Split(',', StringSplitOptions.RemoveEmptyEntries)], Tuesday + Duration.FromMinutes(minutesLeft));
}
