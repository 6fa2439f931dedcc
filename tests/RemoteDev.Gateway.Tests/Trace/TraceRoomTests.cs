using System.Runtime.Versioning;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Trace;

public sealed class TraceRoomTests : IDisposable
{
    private readonly TraceFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Refuses_BeforeItIsStarted()
    {
        var room = _fixture.Room();

        Assert.False(room.IsHealthy);
        Assert.False(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));
        Assert.False(room.Record(TraceFixture.Ended("a")));
    }

    [Fact]
    public async Task Open_IsOnDiskWhenItReturns()
    {
        var room = _fixture.Started();

        Assert.True(room.IsHealthy);
        Assert.True(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));

        var entry = Assert.Single(_fixture.Entries());
        Assert.Equal(1, entry.Sequence);
        Assert.Equal(_fixture.Clock.GetUtcNow(), entry.At);
        Assert.Equal(TraceFixture.SignedIn("a"), entry.Event);
    }

    [Fact]
    public async Task Record_IsCommittedWhenTheGroupWindowCloses()
    {
        var room = _fixture.Started();
        var committed = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        room.Committed += entries => committed.TrySetResult(entries[^1].Sequence);

        Assert.True(room.Record(TraceFixture.Ended("a")));
        Assert.Empty(_fixture.Entries());
        _fixture.Clock.Advance(TimeSpan.FromMilliseconds(10));

        Assert.Equal(1, await committed.Task.WaitAsync(TraceFixture.Patience));
        Assert.Equal(TraceFixture.Ended("a"), Assert.Single(_fixture.Entries()).Event);
    }

    [Fact]
    public async Task Record_KeepsOrderWithOpen()
    {
        var room = _fixture.Started();
        room.Record(TraceFixture.Ended("first"));
        await room.OpenAsync(TraceFixture.SignedIn("second"), CancellationToken.None);

        Assert.Equal([TraceFixture.Ended("first"), TraceFixture.SignedIn("second")], _fixture.Entries().Select(entry => entry.Event));
    }

    [Fact]
    public async Task Sequence_IsContinuousUnderManyWriters()
    {
        var room = _fixture.Started(queueLength: 100_000);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                Assert.True(room.Record(TraceFixture.Ended($"{writer}-{i}")));
            }

            Assert.True(await room.OpenAsync(TraceFixture.SignedIn($"{writer}"), CancellationToken.None));
        })));
        Assert.True(await TraceFixture.FlushAsync(room));

        var entries = _fixture.Entries();
        Assert.Equal(Enumerable.Range(1, 4009).Select(n => (long)n), entries.Select(entry => entry.Sequence));
        Assert.Equal(4009, entries.Select(entry => entry.Event).Distinct().Count());
    }

    [Fact]
    public async Task Sequence_ContinuesAfterRestart()
    {
        var first = _fixture.Started();
        await first.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None);
        first.Dispose();

        var second = _fixture.Started();
        await second.OpenAsync(TraceFixture.SignedIn("b"), CancellationToken.None);

        Assert.Equal([1L, 2L], _fixture.Entries().Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task Dispose_WritesWhatWasRecorded()
    {
        var room = _fixture.Started();
        room.Record(TraceFixture.Ended("a"));
        room.Dispose();

        Assert.Single(_fixture.Entries());
        Assert.False(await room.OpenAsync(TraceFixture.SignedIn("b"), CancellationToken.None));
    }

    [Fact]
    public void Timer_ThatFiresAsTheTraceCloses_FindsNothingToBreak()
    {
        // A timer's callback may be on its way when the timer is disposed, and what it throws on a thread of the pool ends the process.
        var clock = new LateClock();
        using (var room = _fixture.Room(time: clock))
        {
            room.Start();
            room.Record(TraceFixture.Ended("a"));
        }

        Assert.Equal(2, clock.Fire());
        Assert.Single(_fixture.Entries());
    }

    [Fact]
    public async Task Day_RollsOverInUtcAndKeepsCounting()
    {
        var room = _fixture.Started();
        await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None);
        var yesterday = _fixture.Today;
        _fixture.Clock.Advance(TimeSpan.FromHours(4));
        await room.OpenAsync(TraceFixture.SignedIn("b"), CancellationToken.None);

        Assert.Equal("2026-11-21.jsonl", Path.GetFileName(yesterday));
        Assert.Equal("2026-11-22.jsonl", Path.GetFileName(_fixture.Today));
        Assert.Equal(1, Assert.Single(TraceFixture.EntriesOf(yesterday)).Sequence);
        Assert.Equal(2, Assert.Single(TraceFixture.EntriesOf(_fixture.Today)).Sequence);
    }

    [Fact]
    public async Task ClockSetBack_DoesNotReopenAClosedDay()
    {
        var ahead = TraceDays.PathOf(_fixture.Directory, new DateOnly(2026, 11, 25));
        await File.WriteAllTextAsync(ahead, string.Empty);
        var room = _fixture.Started();
        await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None);

        Assert.Single(TraceFixture.EntriesOf(ahead));
        Assert.False(File.Exists(_fixture.Today));
    }

    [Fact]
    public async Task TornLine_IsSetAsideAndTraced()
    {
        var first = _fixture.Started();
        await first.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None);
        first.Dispose();
        await File.AppendAllTextAsync(_fixture.Today, "{\"v\":1,\"seq\":2,\"at\":\"2026-1");

        var second = _fixture.Started();
        await second.OpenAsync(TraceFixture.SignedIn("b"), CancellationToken.None);

        var entries = _fixture.Entries();
        Assert.Equal([1L, 2L, 3L], entries.Select(entry => entry.Sequence));
        var recovered = Assert.IsType<TraceRecovered>(entries[1].Event);
        Assert.Equal(TraceGap.TornLine, recovered.Cause);
        Assert.Equal(1, recovered.LastConfirmed);
        Assert.Equal(27, recovered.TornBytes);
        Assert.Equal("{\"v\":1,\"seq\":2,\"at\":\"2026-1", await File.ReadAllTextAsync(Path.Combine(_fixture.Directory, recovered.TornNote!)));
    }

    [Fact]
    public void TornLine_IsNeverOverwrittenByALaterOne()
    {
        for (var run = 0; run < 3; run++)
        {
            File.WriteAllText(_fixture.Today, $"torn {run}");
            _fixture.Started().Dispose();
            File.Delete(_fixture.Today);
        }

        var notes = Directory.GetFiles(_fixture.Directory, "*.torn").Select(File.ReadAllText).Order(StringComparer.Ordinal);
        Assert.Equal(["torn 0", "torn 1", "torn 2"], notes.ToArray());
    }

    [Fact]
    public async Task SecondWriter_OnTheSameDirectoryIsRefused()
    {
        var first = _fixture.Started();
        var second = _fixture.Started();

        Assert.True(first.IsHealthy);
        Assert.False(second.IsHealthy);
        Assert.False(await second.OpenAsync(TraceFixture.SignedIn("b"), CancellationToken.None));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Files_AreReadableByTheOwnerOnly()
    {
        var directory = Path.Combine(_fixture.Directory, "inner");
        var room = _fixture.Room(directory: directory);
        room.Start();
        await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
        foreach (var file in Directory.GetFiles(directory))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Line_HoldsTheEnvelopeFirstAndNamesEnums()
    {
        var room = _fixture.Started();
        await room.OpenAsync(TraceFixture.Ended("a"), CancellationToken.None);

        Assert.Equal(
            """{"v":1,"seq":1,"at":"2026-11-21T20:00:00.0000000Z","type":"signin.ended","actor":"ada","signIn":"a","reason":"Closed"}""",
            Assert.Single(TraceFixture.Lines(_fixture.Today)));
        Assert.Equal((byte)'\n', (await File.ReadAllBytesAsync(_fixture.Today))[^1]);
    }
}
