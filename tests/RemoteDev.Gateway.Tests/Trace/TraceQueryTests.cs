using System.Diagnostics.CodeAnalysis;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Tests.Trace;

/// <summary>Regression 26: reading is traced, filters never become queries.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class TraceQueryTests : IAsyncLifetime
{
    private readonly IndexFixture _fixture = new();

    public static TheoryData<string> Hostile =>
        ["'", "' OR '1'='1", "\"; DROP TABLE trace_sessions; --", "%", "_", "\\", "*", "\0", "ada' --", "[a]", "{0}", "@p0", "\ud800", new string('x', 100_000)];

    public async Task InitializeAsync()
    {
        await _fixture.StartAsync();
        await _fixture.OpenAsync(IndexFixture.Opened("s-1"), IndexFixture.Opened("s-2", "bob", "bank-dev"));
        _fixture.Files.Clock.Advance(TimeSpan.FromMinutes(10));
        _fixture.Room.Record(IndexFixture.Request("s-1", "/a"));
        _fixture.Room.Record(IndexFixture.Request("s-1", "/b?x=1", 404));
        _fixture.Room.Record(IndexFixture.Request("s-1", "/c", 201, "POST"));
        _fixture.Room.Record(IndexFixture.Request("s-2", "/of-bob"));
        await _fixture.OpenAsync(IndexFixture.Refused("s-1", "Ports are not forwarded."), IndexFixture.Ended("s-1"));
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task HostileFilters_FindNothingAndHarmNothing(string text)
    {
        Assert.Empty((await _fixture.Query.SessionsAsync(new SessionFilter { Person = text }, default, CancellationToken.None)).Items);
        Assert.Empty((await _fixture.Query.SessionsAsync(new SessionFilter { Place = text }, default, CancellationToken.None)).Items);
        Assert.Empty((await EventsAsync(new EventFilter { Type = text })).Items);
        Assert.Empty((await EventsAsync(new EventFilter { Actor = text, Session = text })).Items);
        Assert.DoesNotContain((await EventsAsync(new EventFilter { Text = text, Actor = "ada" })).Items, row => !row.Search.Contains(text, StringComparison.OrdinalIgnoreCase));
        Assert.Empty((await DetailAsync("s-1", new RequestFilter { Path = text })).Requests.Items);
        Assert.Empty((await DetailAsync("s-1", new RequestFilter { Method = text })).Requests.Items);
        Assert.False((await _fixture.Query.SessionAsync(text, new RequestFilter(), default, IndexFixture.Auditor, CancellationToken.None)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Unknown, refusal.Code);

        Assert.Equal(2, (await _fixture.Query.SessionsAsync(new SessionFilter(), default, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Sessions_AreFilteredAndPaged()
    {
        Assert.Equal(["s-2", "s-1"], await SessionsAsync(new SessionFilter()));
        Assert.Equal(["s-2"], await SessionsAsync(new SessionFilter { Person = "bob" }));
        Assert.Equal(["s-2"], await SessionsAsync(new SessionFilter { Place = "bank" }));
        Assert.Equal(["s-2"], await SessionsAsync(new SessionFilter { State = SessionState.Live }));
        Assert.Equal(["s-1"], await SessionsAsync(new SessionFilter { State = SessionState.Ended }));
        Assert.Empty(await SessionsAsync(new SessionFilter { Kind = SessionKind.Git }));
        Assert.Equal(["s-2"], await SessionsAsync(new SessionFilter { From = _fixture.Files.Clock.GetUtcNow() + TimeSpan.FromMinutes(1) }));
        Assert.Empty(await SessionsAsync(new SessionFilter { To = _fixture.Files.Clock.GetUtcNow() - TimeSpan.FromMinutes(10) }));

        var second = await _fixture.Query.SessionsAsync(new SessionFilter(), new Paging(2, 1), CancellationToken.None);
        Assert.Equal((2, 2), (second.Total, second.Pages));
        Assert.Equal("s-1", Assert.Single(second.Items).Id);
    }

    [Theory]
    [InlineData(-5, -5)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public async Task Paging_IsBroughtIntoBounds(int number, int size) =>
        Assert.Equal(2, (await _fixture.Query.SessionsAsync(new SessionFilter(), new Paging(number, size), CancellationToken.None)).Total);

    [Fact]
    public async Task Detail_ShowsDecisionsAndRequestsOfThatSessionOnly()
    {
        var detail = await DetailAsync("s-1", new RequestFilter());

        Assert.Equal("developers-work", detail.Session.Policies);
        Assert.Equal(["session.opened", "access.refused", "session.ended"], [.. detail.Decisions.Select(row => row.Type)]);
        Assert.Equal(["/a", "/b?x=1", "/c"], [.. detail.Requests.Items.Select(row => row.Path)]);
        Assert.Equal(300, detail.BytesOut);
        Assert.Equal(["/b?x=1"], [.. (await DetailAsync("s-1", new RequestFilter { Status = 4 })).Requests.Items.Select(row => row.Path)]);
        Assert.Equal(["/c"], [.. (await DetailAsync("s-1", new RequestFilter { Status = 201 })).Requests.Items.Select(row => row.Path)]);
        Assert.Equal(["/c"], [.. (await DetailAsync("s-1", new RequestFilter { Method = "post" })).Requests.Items.Select(row => row.Path)]);
        Assert.Equal(["/b?x=1"], [.. (await DetailAsync("s-1", new RequestFilter { Path = "b?" })).Requests.Items.Select(row => row.Path)]);
    }

    [Fact]
    public async Task Events_AreFilteredByTypeActorAndText()
    {
        Assert.Equal(2, (await EventsAsync(new EventFilter { Type = "session.opened" })).Total);
        Assert.Equal("bob", Assert.Single((await EventsAsync(new EventFilter { Type = "session.opened", Actor = "bob" })).Items).Actor);
        Assert.Equal("access.refused", Assert.Single((await EventsAsync(new EventFilter { Text = "PORTS are", Actor = "ada" })).Items).Type);
        Assert.Empty((await EventsAsync(new EventFilter { Text = "no such words", Actor = "ada" })).Items);
    }

    [Fact]
    public async Task Reading_IsTracedBeforeTheAnswer()
    {
        await DetailAsync("s-1", new RequestFilter { Path = "secret-plan" });

        var read = Assert.IsType<TraceRead>(_fixture.Files.Entries()[^1].Event);
        Assert.Equal(("session", "s-1 path=secret-plan", "eve", "s-eve", "192.0.2.99"), (read.What, read.Filter, read.Actor, read.Session, read.Source));
    }

    [Fact]
    public async Task Reading_IsRefused_WhenItCannotBeTraced()
    {
        File.Delete(_fixture.Files.Today);

        Assert.False((await _fixture.Query.SessionAsync("s-1", new RequestFilter(), default, IndexFixture.Auditor, CancellationToken.None)).Passed(out _, out var session));
        Assert.Equal(RefusalCode.TraceUnavailable, session.Code);
        Assert.False((await _fixture.Query.EventsAsync(new EventFilter(), default, IndexFixture.Auditor, CancellationToken.None)).Passed(out _, out var events));
        Assert.Equal(RefusalCode.TraceUnavailable, events.Code);
    }

    private async Task<string[]> SessionsAsync(SessionFilter filter) =>
        [.. (await _fixture.Query.SessionsAsync(filter, default, CancellationToken.None)).Items.Select(row => row.Id)];

    private async Task<TracePage<RemoteDev.Gateway.Trace.Index.EventRow>> EventsAsync(EventFilter filter)
    {
        Assert.True((await _fixture.Query.EventsAsync(filter, default, IndexFixture.Auditor, CancellationToken.None)).Passed(out var page, out _));
        return page;
    }

    private async Task<SessionDetail> DetailAsync(string id, RequestFilter filter)
    {
        Assert.True((await _fixture.Query.SessionAsync(id, filter, default, IndexFixture.Auditor, CancellationToken.None)).Passed(out var detail, out _));
        return detail;
    }
}
