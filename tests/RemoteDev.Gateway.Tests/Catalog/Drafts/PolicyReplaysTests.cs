using System.Net;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Tests.Catalog.Drafts;

public sealed class PolicyReplaysTests
{
    private static readonly TraceReader Sora = new("sora", "s9", IPAddress.Loopback);

    [Fact]
    public async Task DecisionsAreReadBack_WithWhereTheyCameFrom_AndTheReadingIsTraced()
    {
        await using var index = new IndexFixture();
        await index.StartAsync();
        await index.OpenAsync(Happened());
        await index.CaughtUpAsync();

        var query = new DecisionQuery(index.Contexts, index.Indexer, index.Room);
        Assert.True((await query.SinceAsync(DateTimeOffset.UnixEpoch, Sora, CancellationToken.None)).Passed(out var decisions, out _));

        Assert.Equal(4, decisions.Count);
        var push = Assert.Single(decisions, one => one.Action == "gitPush");
        Assert.Equal(("ada", "Repository", "payments/app", true, true, null), (push.Login, push.ResourceType, push.ResourceId, push.Inside, push.Git, push.Refusal));
        var download = Assert.Single(decisions, one => one.Action == "download");
        Assert.Equal(("Environment", "payments-ide", false, RefusalCode.Denied), (download.ResourceType, download.ResourceId, download.Inside, download.Refusal));
        Assert.Equal(2, decisions.Count(one => one.Action is "browse" or "openTerminal"));
        await index.CaughtUpAsync();
        var read = await index.Query.EventsAsync(new EventFilter { Type = "trace.read" }, new Paging(1), Sora, CancellationToken.None);
        Assert.True(read.Passed(out var page, out _));
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

        var (report, faults) = await replays.RunAsync("@id(\"none\") forbid (principal, action, resource);", 7, Sora, CancellationToken.None);
        Assert.Empty(faults);
        Assert.Equal(4, report!.Decisions);
        Assert.Equal(4, report.Same + report.Changed + report.Unknown + report.AlreadyDifferent);
        Assert.True(report.Same >= 1);

        Assert.Equal("policy", Assert.Single((await replays.RunAsync("permit", 7, Sora, CancellationToken.None)).Faults).Path);
        Assert.Equal("days", Assert.Single((await replays.RunAsync(SampleCatalog.Cedar, 0, Sora, CancellationToken.None)).Faults).Path);
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
    ];

    private static StreamOpened Stream(string session, StreamKind kind, string action, string resource) => new()
    {
        Session = session, Actor = "ada", StreamId = $"{session}-{kind}", Kind = kind, Place = "payments-ide", Action = action, Resource = resource, Policies = ["offshore-work"],
    };
}
