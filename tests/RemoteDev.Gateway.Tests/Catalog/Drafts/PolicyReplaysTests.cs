using System.Net;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Tests.Catalog.Drafts;

public sealed class PolicyReplaysTests
{
    private const string Denied = """
        cases:
          - { name: nobody works, person: ada, at: Tue 09:30 Africa/Lagos, action: browse, resource: environment payments-ide, expect: deny }
        """;

    private static readonly TraceReader Sora = new("sora", "s9", IPAddress.Loopback);

    [Fact]
    public async Task DecisionsAreReadBack_WithWhereTheyCameFrom_AndTheReadingIsTraced()
    {
        await using var index = new IndexFixture();
        await index.StartAsync();
        await index.OpenAsync(Happened());
        await index.CaughtUpAsync();

        var query = new DecisionQuery(index.Contexts, index.Indexer, index.Room);
        Assert.True((await query.SinceAsync(DateTimeOffset.UnixEpoch, Sora, CancellationToken.None)).Passed(out var read, out _));

        var decisions = read.Decisions;
        Assert.Equal((6, false), (decisions.Count, read.IsCut));
        var console = Assert.Single(decisions, one => one.Action == "watchSession");
        Assert.Equal(("Gateway", "gateway", RefusalCode.Denied), (console.ResourceType, console.ResourceId, console.Refusal));
        var push = Assert.Single(decisions, one => one.Action == "gitPush");
        Assert.Equal(("ada", "Repository", "payments/app", true, true, null), (push.Login, push.ResourceType, push.ResourceId, push.Inside, push.Git, push.Refusal));
        var download = Assert.Single(decisions, one => one.Action == "download");
        Assert.Equal(("Environment", "payments-ide", false, RefusalCode.Denied), (download.ResourceType, download.ResourceId, download.Inside, download.Refusal));
        Assert.Equal(2, decisions.Count(one => one.Action is "browse" or "openTerminal"));
        await index.CaughtUpAsync();
        var again = await index.Query.EventsAsync(new EventFilter { Type = "trace.read" }, new Paging(1), Sora, CancellationToken.None);
        Assert.True(again.Passed(out var page, out _));
        Assert.Contains(page.Items, row => row.Summary.StartsWith("decisions from=", StringComparison.Ordinal) && row.Actor == "sora");
    }

    [Fact]
    public async Task Replay_SaysWhichAnswersWouldHaveBeenOthers()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await using var index = new IndexFixture();
        await index.StartAsync();
        await index.OpenAsync(Happened());
        using var work = new PolicyWork(TimeProvider.System);
        var replays = new PolicyReplays(fixture.Room, new DecisionQuery(index.Contexts, index.Indexer, index.Room), work, index.Files.Clock);

        var (replayed, faults) = await replays.RunAsync("@id(\"none\") forbid (principal, action, resource);", 7, Sora, CancellationToken.None);
        Assert.Empty(faults);
        var report = replayed!.Report;
        Assert.Equal((5, 1, false), (report.Decisions, replayed.Meaningless, replayed.IsCut));
        Assert.Contains("1 more could not be asked again", Assert.Single(replayed.LeftOut), StringComparison.Ordinal);
        Assert.Equal(5, report.Same + report.Changed + report.Unknown + report.AlreadyDifferent);
        Assert.True(report.Same >= 1);

        Assert.Equal("policy", Assert.Single((await replays.RunAsync("permit", 7, Sora, CancellationToken.None)).Faults).Path);
        Assert.Equal("days", Assert.Single((await replays.RunAsync(SampleCatalog.Cedar, 0, Sora, CancellationToken.None)).Faults).Path);
    }

    [Fact]
    public async Task PolicyInForce_IsComparedWithTheRecordAlone()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await using var index = new IndexFixture();
        await index.StartAsync();
        await index.OpenAsync(Happened());
        Assert.IsType<EditOutcome.Applied>(await fixture.SaveAsync("@id(\"none\") forbid (principal, action, resource);", Denied));
        using var work = new PolicyWork(TimeProvider.System);
        var replays = new PolicyReplays(fixture.Room, new DecisionQuery(index.Contexts, index.Indexer, index.Room), work, index.Files.Clock);

        var (replayed, _) = await replays.RunInForceAsync(7, Sora, CancellationToken.None);
        var report = replayed!.Report;
        Assert.Equal((0, 3), (report.AlreadyDifferent, report.Changed));
        Assert.All(report.Changes, change => Assert.Equal(["none"], change.PolicyIds));
        Assert.Equal("days", Assert.Single((await replays.RunInForceAsync(91, Sora, CancellationToken.None)).Faults).Path);
    }

    private static RemoteDev.Gateway.Trace.AuditEvent[] Happened() =>
    [
        IndexFixture.Opened("s1", place: "payments-ide"),
        Stream("s1", StreamKind.GitPush, "gitPush", "RemoteDev::Repository::\"payments/app\""),
        Stream("s1", StreamKind.WebSocket, "openTerminal", "RemoteDev::Environment::\"payments-ide\""),
        Stream("s1", StreamKind.Notices, "browse", "RemoteDev::Environment::\"payments-ide\""),
        IndexFixture.Request("s1", "/") with { Action = "browse", Place = "payments-ide" },
        IndexFixture.Refused("s1", "Source stays inside") with { Code = RefusalCode.Denied, Action = "download", Place = "payments-ide" },
        IndexFixture.Refused("s1", "no such way"),
        IndexFixture.Refused("s1", "May not watch") with { Code = RefusalCode.Denied, Action = "watchSession", Door = Door.Portal, Place = "console" },
        Stream("s1", StreamKind.WebSocket, "beamOver", "RemoteDev::Environment::\"payments-ide\""),
    ];

    private static StreamOpened Stream(string session, StreamKind kind, string action, string resource) => new()
    {
        Session = session, Actor = "ada", StreamId = $"{session}-{kind}", Kind = kind, Place = "payments-ide", Action = action, Resource = resource, Policies = ["offshore-work"],
    };
}
