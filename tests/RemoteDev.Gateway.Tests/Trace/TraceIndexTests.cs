using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Tests.Catalog.Database;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Tests.Trace;

public sealed class TraceIndexTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    [Fact]
    public Task Follows_WhatIsCommitted_OnSqlite() => FollowsAsync(new IndexFixture());

    [PostgresFact]
    public async Task Follows_WhatIsCommitted_OnPostgres() =>
        await FollowsAsync(new IndexFixture(new GatewayDatabase(DatabaseProvider.Postgres, await postgres.CreateDatabaseAsync())));

    [Fact]
    public async Task IsBuiltAgain_AfterTheDatabaseWasDeleted()
    {
        await using var fixture = new IndexFixture();
        await fixture.StartAsync();
        await WriteSomeAsync(fixture);
        await fixture.CaughtUpAsync();
        var before = await SnapshotAsync(fixture);

        await fixture.RestartRoomAsync();
        File.Delete(fixture.DatabasePath);
        await fixture.StartAsync();
        await fixture.OpenAsync(TraceFixture.SignedIn("after"));
        await fixture.CaughtUpAsync();

        var after = await SnapshotAsync(fixture);
        Assert.Equal(before, after[..^1]);
    }

    [Fact]
    public async Task CatchesUp_WithWhatWasWrittenWhileItWasStopped()
    {
        await using var fixture = new IndexFixture();
        await fixture.StartAsync();
        await fixture.OpenAsync(TraceFixture.SignedIn("first"));
        await fixture.CaughtUpAsync();
        await fixture.StopIndexerAsync();
        await WriteSomeAsync(fixture);
        fixture.StartIndexer();
        await fixture.CaughtUpAsync();

        await using var context = await fixture.Contexts.CreateDbContextAsync();
        Assert.Equal(fixture.Room.LastCommitted, await context.Events.CountAsync() + await context.Requests.CountAsync());
    }

    [Fact]
    public async Task IsBuiltAgain_WhenItBelongsToOtherFiles()
    {
        await using var other = new IndexFixture();
        await other.StartAsync();
        await WriteSomeAsync(other);
        await other.CaughtUpAsync();
        await other.StopIndexerAsync();

        await using var fixture = new IndexFixture(new GatewayDatabase(DatabaseProvider.Sqlite, $"Data Source={other.DatabasePath};Pooling=False"));
        await fixture.OpenAsync(TraceFixture.SignedIn("elsewhere"));
        fixture.StartIndexer();
        await fixture.CaughtUpAsync();

        await using var context = await fixture.Contexts.CreateDbContextAsync();
        Assert.Equal("signin.succeeded", (await context.Events.SingleAsync()).Type);
        Assert.Equal(0, await context.Requests.CountAsync());
        Assert.Equal(0, await context.Sessions.CountAsync());
    }

    [Fact]
    public async Task FailingDatabase_NeverHoldsUpTheTrace()
    {
        await using var fixture = new IndexFixture(new GatewayDatabase(DatabaseProvider.Sqlite, "Data Source=/nowhere/at/all/index.db;Pooling=False"));
        fixture.StartIndexer();

        await fixture.OpenAsync(TraceFixture.SignedIn("a"));
        await WriteSomeAsync(fixture);

        Assert.True(fixture.Room.IsHealthy);
    }

    [Fact]
    public async Task TextNoDatabaseTakes_DoesNotStopIt()
    {
        await using var fixture = new IndexFixture();
        await fixture.StartAsync();
        await fixture.OpenAsync(IndexFixture.Refused("s-\0\ud800", "nul \0 and half \udfff pairs"), IndexFixture.Opened(new string('x', 5000)));
        await fixture.CaughtUpAsync();

        await using var context = await fixture.Contexts.CreateDbContextAsync();
        Assert.Equal(2, await context.Events.CountAsync());
        Assert.Equal(256, (await context.Sessions.SingleAsync()).Id.Length);
    }

    [Fact]
    public async Task SessionsThatACrashLeftOpen_EndWithTheNextStart()
    {
        await using var fixture = new IndexFixture();
        await fixture.StartAsync();
        await fixture.OpenAsync(IndexFixture.Opened("s-1"));
        await fixture.RestartRoomAsync();
        fixture.StartIndexer();
        await fixture.OpenAsync(new GatewayStarted { Version = "1", Runtime = "test", ProcessId = 1 }, IndexFixture.Opened("s-2"));
        await fixture.CaughtUpAsync();

        var live = await fixture.Query.SessionsAsync(new SessionFilter { State = SessionState.Live }, default, CancellationToken.None);
        Assert.Equal("s-2", Assert.Single(live.Items).Id);
        var ended = await fixture.Query.SessionsAsync(new SessionFilter { State = SessionState.Ended }, default, CancellationToken.None);
        Assert.Equal("Unspecified", Assert.Single(ended.Items).EndReason);
    }

    [Fact]
    public async Task SessionThatEndedProperly_KeepsItsEnd_WhenRunsAreIndexedTogether()
    {
        await using var fixture = new IndexFixture();
        await fixture.StartAsync();
        await fixture.OpenAsync(IndexFixture.Opened("s-1"));
        await fixture.CaughtUpAsync();
        await fixture.StopIndexerAsync();
        await fixture.OpenAsync(IndexFixture.Ended("s-1"), new GatewayStarted { Version = "1", Runtime = "test", ProcessId = 1 });
        fixture.StartIndexer();
        await fixture.CaughtUpAsync();

        await using var context = await fixture.Contexts.CreateDbContextAsync();
        Assert.Equal("WindowClosed", (await context.Sessions.SingleAsync()).EndReason);
    }

    private static async Task FollowsAsync(IndexFixture started)
    {
        await using var fixture = started;
        await fixture.StartAsync();
        await WriteSomeAsync(fixture);
        await fixture.CaughtUpAsync();

        await using var context = await fixture.Contexts.CreateDbContextAsync();
        var session = await context.Sessions.SingleAsync();
        Assert.Equal(("s-1", "Environment", "shop-dev", "ada", "acme", "developers-work"), (session.Id, session.Kind, session.Place, session.Login, session.Vendor, session.Policies));
        Assert.Equal(("WindowClosed", 20, 12L), (session.EndReason, session.BytesOut, session.CutMilliseconds));
        Assert.Equal(300, await context.Requests.CountAsync());
        var request = await context.Requests.OrderBy(row => row.Sequence).FirstAsync();
        Assert.Equal((2, "/file/0?token=***", 100, 1.5), (request.Sequence, request.Path, request.BytesOut, request.DurationMilliseconds));
        Assert.Equal(fixture.Files.Clock.GetUtcNow(), request.At);
        var events = await context.Events.OrderBy(row => row.Sequence).ToListAsync();
        Assert.Equal(["session.opened", "access.refused", "session.ended"], [.. events.Select(row => row.Type)]);
        Assert.Equal(TraceFixture.Lines(fixture.Files.Today)[0], events[0].Line);
        Assert.Equal("NotContained", events[1].Code);
    }

    private static async Task WriteSomeAsync(IndexFixture fixture)
    {
        await fixture.OpenAsync(IndexFixture.Opened("s-1"));
        for (var i = 0; i < 300; i++)
        {
            Assert.True(fixture.Room.Record(IndexFixture.Request("s-1", $"/file/{i}?token=secret")));
        }

        await fixture.OpenAsync(IndexFixture.Refused("s-1", "Ports are not forwarded."), IndexFixture.Ended("s-1"));
    }

    private static async Task<string[]> SnapshotAsync(IndexFixture fixture)
    {
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        var sessions = await context.Sessions.Select(row => $"{row.Id} {row.EndReason} {row.BytesOut}").ToListAsync();
        var requests = await context.Requests.OrderBy(row => row.Sequence).Select(row => $"{row.Sequence} {row.Path} {row.BytesOut}").ToListAsync();
        var events = await context.Events.OrderBy(row => row.Sequence).Select(row => $"{row.Sequence} {row.Line}").ToListAsync();
        return [.. sessions, .. requests, .. events];
    }
}
