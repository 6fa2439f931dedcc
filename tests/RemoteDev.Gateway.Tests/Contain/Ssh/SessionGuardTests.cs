using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Identify.Keys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Recordings;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Tests.Contain.Ssh;

/// <summary>What a channel opened ends with the channel, whenever that is.</summary>
[UnsupportedOSPlatform("windows")]
[SuppressMessage("Usage", "CA2213", Justification = "The fixture disposes its rooms.")]
public sealed class SessionGuardTests : IDisposable
{
    private readonly ContainHouse _house = new();
    private readonly TraceFixture _trace = new();
    private readonly FaultyDisk _disk = new();
    private readonly TraceRoom _room;
    private readonly string _folder = Directory.CreateTempSubdirectory("remotedev-guard-").FullName;

    public SessionGuardTests()
    {
        _room = _trace.Room(_disk, time: TimeProvider.System);
        _room.Start();
    }

    public void Dispose()
    {
        _trace.Dispose();
        _house.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task LeavesNothingOpen_WhenTheClientWent_BeforeItsProgramWasTraced()
    {
        var permitted = await _house.PermittedAsync();
        var guard = Guard(permitted);
        var recorded = TraceFixture.NextAsync<RecordingEnded>(_room);
        using var hang = new ManualResetEventSlim();
        _disk.Hang = hang;
        var starting = guard.OnRequestAsync(null!, RelaySide.Client, "shell", ReadOnlyMemory<byte>.Empty).AsTask();
        await _disk.Hanging.WaitAsync(TraceFixture.Patience);

        guard.OnEnded(null!);
        _disk.Hang = null;
        hang.Set();

        Assert.False((await starting).Passes);
        Assert.Empty(permitted.Session.Streams());
        Assert.True((await recorded).IsWhole);
        var opened = Assert.Single(Traced<StreamOpened>());
        Assert.Equal(opened.StreamId, Assert.Single(Traced<StreamEnded>()).StreamId);
    }

    [Fact]
    public async Task EndsWhatRuns_WithTheChannel()
    {
        var permitted = await _house.PermittedAsync();
        var guard = Guard(permitted);
        var recorded = TraceFixture.NextAsync<RecordingEnded>(_room);

        Assert.True((await guard.OnRequestAsync(null!, RelaySide.Client, "shell", ReadOnlyMemory<byte>.Empty)).Passes);
        Assert.Single(permitted.Session.Streams());
        guard.OnEnded(null!);

        Assert.Empty(permitted.Session.Streams());
        Assert.True((await recorded).IsWhole);
        Assert.Single(Traced<StreamEnded>());
    }

    private SessionGuard Guard(Permitted permitted)
    {
        var key = MasterKey.At(Path.Combine(_folder, "master.key"), Path.Combine(_folder, "keys"));
        var shelf = new RecordingShelf(Path.Combine(_folder, "recordings"), new TraceDisk(), key, TimeProvider.System);
        return new SessionGuard(new Yes(permitted), new GrantedExtras(), new ScreenMaker(new SshTools(_house.Ledger, _room, shelf, TimeProvider.System)));
    }

    private T[] Traced<T>()
        where T : AuditEvent => [.. _trace.Entries().Select(entry => entry.Event).OfType<T>()];

    private sealed class Yes(Permitted permitted) : ISshJudge
    {
        public Step<Permitted> Judge(EntityUid action, int? port = null) => permitted;

        public void Refused(Refusal refusal, EntityUid? action = null) => Assert.Fail(refusal.Reason);

        public void End(EndReason reason, Refusal why) => Assert.Fail(why.Reason);
    }
}
