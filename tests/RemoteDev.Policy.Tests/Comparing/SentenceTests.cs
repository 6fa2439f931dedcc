using NodaTime;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Tests.Windows;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Tests.Comparing;

/// <summary>A comparison reads as a person would say it.</summary>
public sealed class SentenceTests
{
    private const string Office = """
        @id("office") @egress("50MiB/day")
        permit (principal in RemoteDev::Vendor::"acme", action in RemoteDev::Action::"connect", resource in RemoteDev::Project::"payments")
        when { context.openWindows.contains(RemoteDev::Window::"office") };
        """;

    private const string Saturday = """
        @id("saturday")
        permit (principal in RemoteDev::Vendor::"acme", action == RemoteDev::Action::"openTerminal", resource in RemoteDev::Project::"payments")
        when { context.openWindows.contains(RemoteDev::Window::"saturday") };
        """;

    private static readonly Instant Monday = WindowFixture.At("2026-11-23 00:00", "Africa/Lagos");

    private static readonly WorldFacts Facts = new()
    {
        Roles = ["lead"],
        Vendors = [new WorldVendor("acme"), new WorldVendor("tools", "acme")],
        Projects = [new WorldProject("payments"), new WorldProject("website")],
        Environments =
        [
            new WorldEnvironment("payments-dev", "payments", "web", "internal"),
            new WorldEnvironment("payments-test", "payments", "web", "internal"),
            new WorldEnvironment("website-dev", "website", "web", "open"),
        ],
        Repositories = [new WorldRepository("payments", "app", "internal") { ProtectedBranches = ["main"] }],
        Windows =
        [
            Window("office", "Mon-Fri", "08:00-18:00"),
            Window("saturday", "Sat", "08:00-12:00"),
            Window("night", "Mon-Thu", "22:00-06:00"),
        ],
        People =
        [
            .. Enumerable.Range(1, 11).Select(i => new WorldPerson($"a{i:00}") { Vendor = "acme" }),
            new WorldPerson("bola") { Vendor = "tools" },
            new WorldPerson("gone") { Vendor = "acme", Suspended = true },
            new WorldPerson("dora") { Roles = ["lead"] },
            new WorldPerson("elke") { Roles = ["lead"] },
        ],
    };

    private static readonly PolicyWorld Known = PolicyWorld.Of(Facts);

    [Fact]
    public void SaysWhoGainsWhatWhereAndWhen()
    {
        var diff = Compare(Office, Office + Saturday);
        Assert.Equal("acme (12 people) gain openTerminal on payments Sat 08:00-12:00 Africa/Lagos; nobody loses anything", diff.Summary);
        var change = Assert.Single(diff.Changes);
        Assert.Equal("saturday", Assert.Single(change.PolicyIds));
        Assert.Equal(24, change.Count);
        Assert.Equal(
            new OpenSpan(WindowFixture.At("2026-11-28 08:00", "Africa/Lagos"), WindowFixture.At("2026-11-28 12:00", "Africa/Lagos")), Assert.Single(change.Spans));
        Assert.Equal("In all: 12 people gain (24 permissions), nobody loses anything (0); 0 loosened, 0 tightened.", diff.Lines(10)[^1]);
    }

    [Fact]
    public void SaysTheSameOfALoss() =>
        Assert.Equal(
            "acme (12 people) lose connect on payments Mon-Fri 08:00-18:00 Africa/Lagos; nobody gains anything",
            Compare(Office + Saturday, Saturday).Summary);

    [Fact]
    public void SaysNothing_WhenOnlyWordsChange() =>
        Assert.Equal(
            "nothing changes for anybody",
            Compare(Office, "// a comment\n" + Office.Replace("@id(\"office\")", "@id(\"hours\")", StringComparison.Ordinal)).Summary);

    [Fact]
    public void SaysWhichObligationsChange_InEachDirection()
    {
        var diff = Compare(Office, Office.Replace("@egress(\"50MiB/day\")", "@egress(\"100MiB/day\") @idle(\"10m\") @terminal(\"sixel\")", StringComparison.Ordinal));
        Assert.Equal(
            [
                "acme (12 people) are held less strictly for connect on payments Mon-Fri 08:00-18:00 Africa/Lagos: egress 50MiB/day -> 100MiB/day, terminal with sixel",
                "acme (12 people) are held more strictly for connect on payments Mon-Fri 08:00-18:00 Africa/Lagos: idle 30m -> 10m",
                "In all: nobody gains anything (0 permissions), nobody loses anything (0); 72 loosened, 72 tightened.",
            ],
            diff.Lines(10));
    }

    [Fact]
    public void SaysWhoseConsentAGainNeeds() =>
        Assert.StartsWith(
            "acme (12 people) gain openTerminal on payments Sat 08:00-12:00 Africa/Lagos, with the consent of 1 of role:lead",
            Compare(Office, Office + Saturday.Replace("@id", "@approve(\"1 of role:lead\") @id", StringComparison.Ordinal)).Summary,
            StringComparison.Ordinal);

    [Fact]
    public void CountsANightToTheDayItOpensOn() =>
        Assert.StartsWith(
            "role lead (2 people) gain browse on website Mon-Thu 22:00-06:00 Africa/Lagos",
            Compare(Office, Office + """
                @id("night") permit (principal in RemoteDev::Role::"lead", action == RemoteDev::Action::"browse", resource == RemoteDev::Environment::"website-dev")
                when { context.openWindows.contains(RemoteDev::Window::"night") };
                """).Summary,
            StringComparison.Ordinal);

    [Fact]
    public void NamesCircumstances_OnlyWhereTheyMatter() =>
        Assert.StartsWith(
            "dora gains every action on everything at any time from inside, over ssh or over git; nobody loses",
            Compare(Office, Office + """
                @id("dora") permit (principal == RemoteDev::User::"dora", action, resource)
                when { context.origin == "inside" && ["ssh", "git"].contains(context.protocol) };
                """).Summary,
            StringComparison.Ordinal);

    [Fact]
    public void NamesAGroup_OnlyWhenAllOfItIsMeant()
    {
        const string policy = """
            @id("p") permit (principal, action in [RemoteDev::Action::"browse", RemoteDev::Action::"openTerminal"], resource == RemoteDev::Environment::"payments-dev")
            when { [RemoteDev::User::"dora", RemoteDev::User::"bola"].contains(principal) };
            """;
        Assert.Equal(
            "bola and dora gain browse and openTerminal on environment payments-dev at any time; nobody loses anything",
            Compare("", policy).Summary);
    }

    [Fact]
    public void NamesBranchesByPattern()
    {
        var diff = Compare("", """
            @id("p") permit (principal == RemoteDev::User::"dora", action == RemoteDev::Action::"gitPush", resource in RemoteDev::Repository::"payments/app")
            when { resource is RemoteDev::Branch && resource.name like "vendor/*" };
            """);
        Assert.StartsWith("dora gains gitPush on branch payments/app:vendor/* at any time", diff.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void ComparesTwoCatalogues()
    {
        var after = PolicyWorld.Of(Facts with
        {
            People = [.. Facts.People, new WorldPerson("newt") { Vendor = "tools" }],
            Windows = [.. Facts.Windows.Select(window => window.Name == "office" ? Window("office", "Mon-Fri", "08:00-19:00") : window)],
        });
        var diff = PolicyDiff.Compare(new(Load(Office), Known), new(Load(Office), after), Monday);
        Assert.Equal(
            [
                "a01, a02, a03, a04, a05 and 7 people more gain connect on payments Mon-Fri 18:00-19:00 Africa/Lagos",
                "newt gains connect on payments Mon-Fri 08:00-19:00 Africa/Lagos",
                "In all: 13 people gain (78 permissions), nobody loses anything (0); 0 loosened, 0 tightened.",
            ],
            diff.Lines(10));
    }

    [Fact]
    public void FollowsDaylightSaving_AndHolidays()
    {
        var world = PolicyWorld.Of(Facts with
        {
            Windows =
            [
                WindowFixture.Read(new WindowText
                {
                    Name = "office",
                    Zone = "Europe/Berlin",
                    Weekly = [new WeeklyText("daily", "01:00-04:00")],
                    Closings = [new DateText("2026-10-21")],
                }),
            ],
        });
        var diff = PolicyDiff.Compare(new(Load(""), world), new(Load(Office), world), WindowFixture.At("2026-10-19 00:00", "Europe/Berlin"));
        var change = Assert.Single(diff.Changes);
        Assert.Equal("Mon, Tue, Thu-Sun 01:00-04:00 Europe/Berlin", change.When);
        Assert.Equal(Duration.FromHours(4), change.Spans[^1].Closes - change.Spans[^1].Opens);
    }

    [Fact]
    public void IsBounded_AndStillExactInTotal()
    {
        var policies = string.Concat(Enumerable.Range(1, 11).Select(i =>
            $"@id(\"p{i}\") permit (principal == RemoteDev::User::\"a{i:00}\", action == RemoteDev::Action::\"browse\", resource in RemoteDev::Project::\"website\") "
            + $"unless {{ context has port && context.port == {i} }};\n"));
        var lines = Compare("", policies).Lines(2);
        Assert.Equal("a01 gains browse on website at any time except with port 1", lines[0]);
        Assert.Equal(["and 9 more changes", "In all: 11 people gain (11 permissions), nobody loses anything (0); 0 loosened, 0 tightened."], lines.Skip(2), StringComparer.Ordinal);
    }

    [Fact]
    public void SaysWhatItTakesAsGiven()
    {
        var assumptions = Compare("", """@id("p") permit (principal, action, resource) when { context.origin == "inside" && context.source.networks.isEmpty() };""").Assumptions;
        Assert.Contains(assumptions, line => line.Contains("no consent is given", StringComparison.Ordinal));
        Assert.Contains(assumptions, line => line.Contains("Policies read origin, source.networks:", StringComparison.Ordinal));
    }

    private static AccessDiff Compare(string before, string after) => PolicyDiff.Compare(new(Load(before), Known), new(Load(after), Known), Monday);

    private static PolicyBundle Load(string text)
    {
        var reading = PolicyBundle.Load("test.cedar", text, Known);
        Assert.True(reading.Succeeded, string.Join('\n', reading.Faults));
        return reading.Bundle;
    }

    private static WindowDefinition Window(string name, string days, string hours) =>
        WindowFixture.Read(new WindowText { Name = name, Zone = "Africa/Lagos", Weekly = [new WeeklyText(days, hours)] });
}
