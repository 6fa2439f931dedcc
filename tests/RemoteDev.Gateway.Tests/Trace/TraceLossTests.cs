using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Trace;

/// <summary>Fail closed, below a file layer whose faults the test chooses. <see cref="RealDiskTests"/> does it with real ones.</summary>
public sealed class TraceLossTests : IDisposable
{
    private readonly TraceFixture _fixture = new();
    private readonly FaultyDisk _disk = new();

    public void Dispose()
    {
        _disk.Hang?.Set();
        _fixture.Dispose();
    }

    [Theory]
    [InlineData("append")]
    [InlineData("commit")]
    public async Task Refuses_WhenTheDiskFails(string step)
    {
        var room = _fixture.Started(_disk);
        var lost = TraceFixture.LostAsync(room);
        Break(step);

        Assert.False(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));
        Assert.False(room.IsHealthy);
        Assert.False(room.Record(TraceFixture.Ended("a")));
        await lost;
    }

    [Fact]
    public async Task Refuses_EverybodyInTheBatch()
    {
        var room = _fixture.Started(_disk);
        _disk.Hang = new ManualResetEventSlim();
        var first = room.OpenAsync(TraceFixture.SignedIn("first"), CancellationToken.None).AsTask();
        await _disk.Hanging.WaitAsync(TraceFixture.Patience);
        var others = Enumerable.Range(0, 20).Select(i => room.OpenAsync(TraceFixture.SignedIn($"{i}"), CancellationToken.None).AsTask()).ToArray();
        _disk.FailsCommit = true;
        _disk.Hang.Set();

        Assert.False(await first.WaitAsync(TraceFixture.Patience));
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(true, await Task.WhenAll(others).WaitAsync(TraceFixture.Patience));
    }

    [Fact]
    public async Task Lost_IsRaisedOncePerOutage()
    {
        var room = _fixture.Started(_disk);
        var raised = 0;
        room.Lost += () => Interlocked.Increment(ref raised);
        var lost = TraceFixture.LostAsync(room);
        _disk.FailsCommit = true;
        await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None);
        await lost;
        for (var i = 0; i < 5; i++)
        {
            await room.OpenAsync(TraceFixture.SignedIn("b"), CancellationToken.None);
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, raised);
    }

    [Theory]
    [InlineData("append")]
    [InlineData("commit")]
    public async Task Recovers_AndSaysSoFirst(string step)
    {
        var room = _fixture.Started(_disk);
        Assert.True(await room.OpenAsync(TraceFixture.SignedIn("before"), CancellationToken.None));
        Break(step);
        Assert.False(await room.OpenAsync(TraceFixture.SignedIn("refused"), CancellationToken.None));
        Assert.False(room.Record(TraceFixture.Ended("lost")));
        _disk.FailsAppend = _disk.FailsCommit = false;

        var recovered = TraceFixture.NextAsync<TraceRecovered>(room);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        var told = await recovered;

        Assert.True(room.IsHealthy);
        Assert.Equal(TraceGap.WriteFailed, told.Cause);
        Assert.Equal(1, told.LastConfirmed);
        Assert.Equal(2, told.Lost);
        Assert.Equal(1000, told.DownMilliseconds);
        Assert.Equal(step == "append", told.TornBytes > 0);
        Assert.True(await room.OpenAsync(TraceFixture.SignedIn("after"), CancellationToken.None));
        var entries = _fixture.Entries();
        Assert.Equal(Enumerable.Range(1, entries.Length).Select(n => (long)n), entries.Select(entry => entry.Sequence));
        Assert.IsType<TraceRecovered>(entries[^2].Event);
        Assert.Equal(TraceFixture.SignedIn("after"), entries[^1].Event);
    }

    [Fact]
    public async Task StaysDown_WhileTheDiskFails()
    {
        var room = _fixture.Started(_disk);
        _disk.FailsAppend = true;
        await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None);
        _disk.FailsAppend = false;
        _disk.FailsOpen = true;
        for (var i = 0; i < 10; i++)
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.False(room.IsHealthy);
            Assert.False(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));
        }
    }

    [Fact]
    public async Task Lost_WhenACommitTakesTooLong()
    {
        var room = _fixture.Started(_disk);
        var lost = TraceFixture.LostAsync(room);
        _disk.Hang = new ManualResetEventSlim();
        var opening = room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None).AsTask();
        await _disk.Hanging.WaitAsync(TraceFixture.Patience);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(12));

        Assert.False(await opening.WaitAsync(TraceFixture.Patience));
        await lost;
        Assert.False(room.IsHealthy);

        var recovered = TraceFixture.NextAsync<TraceRecovered>(room);
        _disk.Hang.Set();
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TraceGap.CommitTooSlow, (await recovered).Cause);
    }

    [Fact]
    public async Task Lost_WhenRecordedEventsHangWithoutAnybodyWaiting()
    {
        var room = _fixture.Started(_disk);
        var lost = TraceFixture.LostAsync(room);
        _disk.Hang = new ManualResetEventSlim();
        room.Record(TraceFixture.Ended("a"));
        _fixture.Clock.Advance(TimeSpan.FromMilliseconds(10));
        await _disk.Hanging.WaitAsync(TraceFixture.Patience);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(12));

        await lost;
        Assert.False(room.Record(TraceFixture.Ended("b")));
    }

    [Fact]
    public async Task Lost_WhenTheQueueIsFull_AndRecordNeverBlocks()
    {
        var room = _fixture.Started(_disk, queueLength: 16);
        var lost = TraceFixture.LostAsync(room);
        _disk.Hang = new ManualResetEventSlim();
        var opening = room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None).AsTask();
        await _disk.Hanging.WaitAsync(TraceFixture.Patience);

        var accepted = Enumerable.Range(0, 100).Count(i => room.Record(TraceFixture.Ended($"{i}")));

        Assert.Equal(16, accepted);
        await lost;
        _disk.Hang.Set();
        Assert.False(await opening.WaitAsync(TraceFixture.Patience));
    }

    [Fact]
    public async Task Refuses_FromTheStart_AndRecoversLater()
    {
        _disk.FailsOpen = true;
        var room = _fixture.Started(_disk);
        Assert.False(room.IsHealthy);
        Assert.False(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));

        _disk.FailsOpen = false;
        var recovered = TraceFixture.NextAsync<TraceRecovered>(room);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TraceGap.WriteFailed, (await recovered).Cause);
        Assert.Equal(1, (await recovered).Lost);
    }

    [Fact]
    public async Task AListenerThatThrows_HarmsNobody()
    {
        var room = _fixture.Started(_disk);
        room.Committed += _ => throw new InvalidOperationException("A listener fails, as the test wants.");
        room.Lost += () => throw new InvalidOperationException("A listener fails, as the test wants.");
        var lost = TraceFixture.LostAsync(room);
        Assert.True(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));
        Assert.True(await room.OpenAsync(TraceFixture.SignedIn("b"), CancellationToken.None));
        _disk.FailsCommit = true;
        await room.OpenAsync(TraceFixture.SignedIn("c"), CancellationToken.None);

        await lost;
    }

    private void Break(string step)
    {
        _disk.FailsAppend = step == "append";
        _disk.FailsCommit = step == "commit";
    }
}
