using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Testing;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;
using static RemoteDev.Policy.Tests.Decisions.DecisionFixture;

namespace RemoteDev.Policy.Tests.Decisions;

/// <summary>Machines use git and nothing else, by permits that speak of them, and never where a second factor is asked for.</summary>
public sealed class ServiceAccountTests
{
    private const string Named = "@id(\"named\") permit (principal == RemoteDev::ServiceAccount::\"ci\", action, resource);";

    private static readonly EntityUid App = Uids.Repository("payments/app");

    private static readonly WorldFacts Facts = DecisionFixture.Facts with
    {
        ServiceAccounts =
        [
            new WorldServiceAccount("ci", "cleo") { Vendor = "acme", Roles = ["developer"] },
            new WorldServiceAccount("idle", "cleo") { Suspended = true },
            new WorldServiceAccount("orphan", "finn"),
            new WorldServiceAccount("lost", "nobody-here"),
        ],
    };

    private static readonly PolicyWorld World = PolicyWorld.Of(Facts);

    public static TheoryData<string> Speaking => new()
    {
        Named,
        "@id(\"named\") permit (principal is RemoteDev::ServiceAccount, action, resource);",
        "@id(\"named\") permit (principal is RemoteDev::ServiceAccount in RemoteDev::Vendor::\"acme\", action, resource);",
        "@id(\"named\") permit (principal in RemoteDev::Role::\"developer\", action, resource);",
        "@id(\"named\") permit (principal in RemoteDev::Vendor::\"acme\", action, resource);",
        "@id(\"named\") permit (principal is RemoteDev::ServiceAccount, action, resource) when { principal.owner == RemoteDev::User::\"cleo\" };",
    };

    public static TheoryData<string> Silent => new()
    {
        "@id(\"a\") permit (principal, action, resource);",
        "@id(\"a\") permit (principal, action == RemoteDev::Action::\"gitPush\", resource);",
        "@id(\"a\") permit (principal, action, resource) when { principal in RemoteDev::Role::\"developer\" };",
        "@id(\"a\") permit (principal, action, resource) when { principal is RemoteDev::ServiceAccount };",
        "@id(\"a\") permit (principal is RemoteDev::User, action, resource);",
        "@id(\"a\") permit (principal is RemoteDev::User in RemoteDev::Vendor::\"acme\", action, resource);",
        "@id(\"a\") permit (principal in RemoteDev::Role::\"lead\", action, resource);",
        "@id(\"a\") permit (principal == RemoteDev::ServiceAccount::\"idle\", action, resource);",
        "@id(\"a\") permit (principal is RemoteDev::ServiceAccount, action, resource) when { principal.owner == RemoteDev::User::\"ada\" };",
        "@id(\"a\") permit (principal in RemoteDev::Vendor::\"acme\", action, resource) when { principal.attestations has nda };",
    };

    [Theory]
    [MemberData(nameof(Speaking))]
    public void Permits_WhatSpeaksOfIt_WithoutASecondFactor(string policy)
    {
        var permit = Ask(policy, "service:ci").Permitted();
        Assert.Equal(["named"], permit.PolicyIds);
        Ask(policy, "service:ci", Actions.GitPush).Permitted();
        Ask(policy, "service:ci", Actions.GitPush, Uids.Branch("payments/app", "main")).Permitted();
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public void Denies_WhatDoesNot(string policy) => Assert.Equal(DenialCause.NoPermit, Ask(policy, "service:ci", Actions.GitPush).Denied().Cause);

    [Fact]
    public void Denies_EverythingButGit()
    {
        foreach (var action in Actions.All.Where(action => !action.IsForServices))
        {
            var resource = action.ResourceTypes[0] == EntityTypes.Gateway ? Uids.Gateway : Uids.Environment("payments-dev");
            var denial = Ask("@id(\"a\") permit (principal in RemoteDev::Role::\"developer\", action, resource);", "service:ci", action.Uid, resource).Denied();
            Assert.Equal(DenialCause.NotForServices, denial.Cause);
            Assert.Contains("git and nothing else", denial.Explanation.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("service:idle", DenialCause.Suspended)]
    [InlineData("service:orphan", DenialCause.Suspended)]
    [InlineData("service:lost", DenialCause.Suspended)]
    [InlineData("service:none", DenialCause.Unknown)]
    [InlineData("ci", DenialCause.Unknown)]
    [InlineData("service:ada", DenialCause.Unknown)]
    [InlineData("service:", DenialCause.Unknown)]
    public void Denies_WhoIsSuspended_HasNobodyToAnswerForIt_OrIsNone(string name, DenialCause cause) =>
        Assert.Equal(cause, Ask("@id(\"a\") permit (principal is RemoteDev::ServiceAccount, action, resource);", name).Denied().Cause);

    [Theory]
    [InlineData("@id(\"a\") @mfa(\"8h\") permit (principal is RemoteDev::ServiceAccount, action, resource);")]
    [InlineData("@id(\"a\") permit (principal is RemoteDev::ServiceAccount, action, resource) when { context.mfa.age < duration(\"8h\") };")]
    [InlineData("@id(\"a\") permit (principal is RemoteDev::ServiceAccount, action, resource) when { context.mfa.method == \"passkey\" };")]
    [InlineData("@id(\"a\") @mfa(\"8h\") permit (principal in RemoteDev::Role::\"developer\", action, resource);\n@id(\"b\") permit (principal is RemoteDev::ServiceAccount, action, resource);")]
    public void Denies_WhereASecondFactorIsAskedFor_AlsoWhenACallerClaimsOne_AndSaysSo(string policy)
    {
        var denial = Ask(policy, "service:ci").Denied();
        Assert.Contains("a asks for a second factor, which a service account never has", denial.Explanation.Text, StringComparison.Ordinal);
        Assert.Empty(denial.Explanation.Remedies);
    }

    [Fact]
    public void SaysWhy_APermitForWhoeverAsksDoesNotCount()
    {
        var denial = Ask("@id(\"all\") permit (principal, action, resource);", "service:ci").Denied();
        Assert.Contains("all permits it to whoever asks, and that speaks of people alone", denial.Explanation.Text, StringComparison.Ordinal);
        Assert.Empty(denial.PolicyIds);
    }

    [Fact]
    public void Forbids_WithWhateverForbids()
    {
        var denial = Ask(Named + "\n@id(\"no\") forbid (principal, action, resource);", "service:ci").Denied();
        Assert.Equal(DenialCause.Forbidden, denial.Cause);
        Assert.Equal(["no"], denial.PolicyIds);
    }

    [Fact]
    public void AsksForConsent_ThatNobodyCanGiveAMachine() =>
        Assert.Equal(VerdictKind.NeedsApproval, Ask("@id(\"a\") @approve(\"1 of role:lead\") permit (principal is RemoteDev::ServiceAccount, action, resource);", "service:ci").Kind);

    [Fact]
    public void Explains_WindowsAsForPeople_AndSupposesNoPapers()
    {
        var denial = Ask(
            "@id(\"a\") permit (principal is RemoteDev::ServiceAccount, action, resource) when { context.openWindows.contains(RemoteDev::Window::\"lagos-office\") };",
            "service:ci", now: Saturday).Denied();
        Assert.NotNull(denial.Explanation.OpensAt);
        denial = Ask("@id(\"a\") permit (principal is RemoteDev::ServiceAccount, action, resource) when { principal.attestations has nda };", "service:ci").Denied();
        Assert.Empty(denial.Explanation.Remedies);
        Assert.Contains("No policy permits the service account ci", denial.Explanation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Compares_WhatMachinesGain_AndNotWhatOnlyPeopleDo()
    {
        const string All = "@id(\"all\") permit (principal, action == RemoteDev::Action::\"gitPush\", resource);";
        var diff = PolicyDiff.Compare(new(BundleOf(All), World), new(BundleOf(All + "\n" + Named), World), Tuesday);
        Assert.All(diff.Changes, change => Assert.Equal("service:ci", Assert.Single(change.People)));
        Assert.NotEmpty(diff.Changes);

        // What asks for a factor, in its words or its conditions, gives a machine nothing.
        diff = PolicyDiff.Compare(new(BundleOf(All), World), new(BundleOf(All + "\n@mfa(\"8h\") " + Named), World), Tuesday);
        Assert.DoesNotContain(diff.Changes, change => change.People.Contains("service:ci", StringComparer.Ordinal));
        diff = PolicyDiff.Compare(new(BundleOf(All), World), new(BundleOf(All + "\n" + Named[..^1] + " when { context.mfa.age < duration(\"1h\") };"), World), Tuesday);
        Assert.Empty(diff.Changes);
    }

    [Fact]
    public void Surveys_AsItJudges()
    {
        // Whoever is told apart by an owner, a kind or a role is told apart; nobody is taken for somebody else.
        string[] policies =
        [
            .. Names(Speaking),
            .. Names(Silent),
            "@id(\"named\") @mfa(\"1h\") permit (principal in RemoteDev::Vendor::\"acme\", action, resource);",
        ];
        foreach (var policy in policies)
        {
            var diff = PolicyDiff.Compare(new(PolicyBundle.Empty, World), new(BundleOf(policy), World), Tuesday);
            var gains = diff.Changes.SelectMany(change => change.People).ToHashSet(StringComparer.Ordinal);
            foreach (var name in (string[])["service:ci", "service:idle", "service:orphan", "service:lost", "ada", "cleo", "eve"])
            {
                var judged = Actions.All.Where(action => action.IsForServices).Any(action => Ask(policy, name, action.Uid, action.ResourceTypes[0] == EntityTypes.Branch ? Uids.Branch("payments/app", "main") : App)
                    .Kind is VerdictKind.Permitted or VerdictKind.NeedsMfa);
                Assert.True(!judged || gains.Contains(name), $"{name} gains by {policy}");
                Assert.True(judged || !name.StartsWith("service:", StringComparison.Ordinal) || !gains.Contains(name), $"{name} gains nothing by {policy}");
            }
        }
    }

    [Fact]
    public void Reads_ThemInAWorldForTests_AndTestsThem()
    {
        var world = WorldReader.Read("world.yaml", """
            roles: [deployer]
            projects: [payments]
            repositories:
              - { project: payments, name: app }
            people:
              - { login: cleo }
            services:
              - { name: ci, owner: cleo, roles: [deployer] }
            """);
        Assert.Empty(world.Faults);
        var cases = CaseReader.Read("cases.yaml", """
            cases:
              - { name: ci pushes, person: "service:ci", at: Tue 10:00 Etc/UTC, action: gitPush, resource: repository payments/app, expect: permit }
              - { name: ci opens nothing, person: "service:ci", at: Tue 10:00 Etc/UTC, action: browse, resource: gateway, expect: deny }
            """);
        Assert.Empty(cases.Faults);
        var bundle = PolicyBundle.Load("p.cedar", "@id(\"a\") permit (principal in RemoteDev::Role::\"deployer\", action, resource);", world.World!);
        Assert.All(CaseRunner.Run(bundle.Bundle!, world.World!, cases.Cases, Tuesday), outcome => Assert.Empty(outcome.Differences));
        Assert.NotEmpty(WorldReader.Read("world.yaml", "services: [ { name: ci, owner: nobody } ]").Faults);
    }

    private static IEnumerable<string> Names(IEnumerable<object[]> rows) => rows.Select(row => (string)row[0]);

    private static PolicyBundle BundleOf(string text)
    {
        var reading = PolicyBundle.Load("test.cedar", text, World);
        Assert.True(reading.Succeeded, string.Join('\n', reading.Faults));
        return reading.Bundle;
    }

    private static Verdict Ask(string policy, string name, EntityUid? action = null, EntityUid? resource = null, Instant? now = null) =>
        new PolicyEngine(BundleOf(policy)).Judge(World, new DecisionRequest(Uids.Principal(name), action ?? Actions.GitFetch, resource ?? App, Context(now)));
}
