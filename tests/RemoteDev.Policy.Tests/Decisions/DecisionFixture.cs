using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Tests.Windows;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Tests.Decisions;

/// <summary>Ada works for Acme in Lagos on Payments; Bola for a subcontractor of Acme; Cleo is a lead of the client.</summary>
internal static class DecisionFixture
{
    /// <summary>A Tuesday, 10:00 in Lagos.</summary>
    public static readonly Instant Tuesday = WindowFixture.At("2026-11-24 10:00", "Africa/Lagos");

    /// <summary>The Saturday before, 10:00 in Lagos.</summary>
    public static readonly Instant Saturday = WindowFixture.At("2026-11-21 10:00", "Africa/Lagos");

    public static readonly WorldFacts Facts = new()
    {
        Roles = ["developer", "lead", "security"],
        Vendors = [new WorldVendor("acme"), new WorldVendor("acme-sub", "acme")],
        People =
        [
            Person("ada", "acme", "developer"),
            Person("bola", "acme-sub", "developer"),
            Person("cleo", null, "lead"),
            Person("dan", null, "lead"),
            Person("eve", "acme", "developer") with { Suspended = true },
            Person("finn", null, "lead") with { Suspended = true },
            Person("gus", "acme", "developer") with { Attestations = ImmutableDictionary<string, Instant>.Empty },
        ],
        Projects = [new WorldProject("payments"), new WorldProject("ledger")],
        Environments =
        [
            new WorldEnvironment("payments-dev", "payments", "code-server", "internal"),
            new WorldEnvironment("vault", "payments", "web", "crown-jewel"),
            new WorldEnvironment("ledger-dev", "ledger", "code-server", "internal"),
        ],
        Networks = ["office", "vpn", "guest"],
        Repositories = [new WorldRepository("payments", "app", "internal") { ProtectedBranches = ["main"] }],
        Windows =
        [
            WindowFixture.Read(new WindowText
            {
                Name = "lagos-office",
                Zone = "Africa/Lagos",
                Weekly = [new WeeklyText("Mon-Fri", "08:00-18:00")],
            }),
            WindowFixture.Read(new WindowText { Name = "freeze", Zone = "Africa/Lagos", Weekly = [new WeeklyText("Fri", "12:00-24:00")] }),
        ],
    };

    public static readonly PolicyWorld Known = PolicyWorld.Of(Facts);

    public static DecisionContext Context(Instant? now = null) =>
        new() { Now = now ?? Tuesday, Mfa = new MfaEvidence(TimeSpan.FromMinutes(10), "totp") };

    public static PolicyBundle Bundle(string text)
    {
        var reading = PolicyBundle.Load("test.cedar", text, Known);
        Assert.True(reading.Succeeded, string.Join('\n', reading.Faults));
        return reading.Bundle;
    }

    public static DecisionRequest Asks(string login, EntityUid action, EntityUid resource, DecisionContext? context = null) =>
        new(Uids.User(login), action, resource, context ?? Context());

    public static DecisionRequest Browses(string login, DecisionContext? context = null) =>
        Asks(login, Actions.Browse, Uids.Environment("payments-dev"), context);

    public static Verdict Judge(string policies, DecisionRequest request) => new PolicyEngine(Bundle(policies)).Judge(Known, request);

    public static Permit Permitted(this Verdict verdict)
    {
        Assert.True(verdict.IsPermitted(out var permit), verdict.ToString());
        return permit;
    }

    public static Denial Denied(this Verdict verdict) => verdict.Match<Denial?>(_ => null, _ => null, _ => null, denial => denial)
        ?? throw new Xunit.Sdk.XunitException($"expected a denial, got {verdict}");

    private static WorldPerson Person(string login, string? vendor, string role) => new(login)
    {
        Vendor = vendor,
        Roles = [role],
        Attestations = ImmutableDictionary<string, Instant>.Empty.Add("nda", Tuesday + Duration.FromDays(90)),
    };
}
