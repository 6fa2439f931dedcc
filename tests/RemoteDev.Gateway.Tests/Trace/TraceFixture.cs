using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Telemetry;

namespace RemoteDev.Gateway.Tests.Trace;

/// <summary>A trace in a directory of its own, on the real disk unless a test brings another.</summary>
internal sealed class TraceFixture : IDisposable
{
    /// <summary>Longest a test waits for something that should happen at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<TraceRoom> _rooms = [];

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("remotedev-trace-").FullName;

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero));

    public string Today => TraceDays.PathOf(Directory, DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime));

    public TraceRoom Room(ITraceDisk? disk = null, int queueLength = 1024, TimeProvider? time = null, string? directory = null)
    {
        var options = new TraceOptions
        {
            Directory = directory ?? Directory, QueueLength = queueLength, CommitDeadline = TimeSpan.FromSeconds(time is null ? 10 : 60),
        };
        var room = new TraceRoom(
            Options.Create(options), disk ?? new TraceDisk(), time ?? Clock, new GatewayMetrics(_services.GetRequiredService<IMeterFactory>()),
            NullLogger<TraceRoom>.Instance);
        _rooms.Add(room);
        return room;
    }

    public TraceRoom Started(ITraceDisk? disk = null, int queueLength = 1024, string? directory = null)
    {
        var room = Room(disk, queueLength, directory: directory);
        room.Start();
        return room;
    }

    /// <summary>Completes with the next event of the type that is committed.</summary>
    public static async Task<T> NextAsync<T>(TraceRoom room)
        where T : AuditEvent
    {
        var seen = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        room.Committed += entries =>
        {
            if (entries.Select(entry => entry.Event).OfType<T>().FirstOrDefault() is { } found)
            {
                seen.TrySetResult(found);
            }
        };
        return await seen.Task.WaitAsync(Patience);
    }

    /// <summary>Completes when the room loses its trace.</summary>
    public static Task LostAsync(TraceRoom room)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        room.Lost += () => lost.TrySetResult();
        return lost.Task.WaitAsync(Patience);
    }

    /// <summary>Waits until everything recorded before is committed.</summary>
    public static Task<bool> FlushAsync(TraceRoom room) => room.OpenAsync(Ended("flush"), CancellationToken.None).AsTask().WaitAsync(Patience);

    public TraceEntry[] Entries() => [.. TraceDays.In(Directory).SelectMany(day => EntriesOf(TraceDays.PathOf(Directory, day)))];

    public static TraceEntry[] EntriesOf(string path) =>
        [.. Lines(path).Select(line => TraceLine.Read(Encoding.UTF8.GetBytes(line)) ?? throw new InvalidDataException(line))];

    public static string[] Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static SignInEnded Ended(string signIn) => new() { SignIn = signIn, Reason = EndReason.Closed, Actor = "ada" };

    public static SignInSucceeded SignedIn(string signIn) => new() { SignIn = signIn, Method = "password", Actor = "ada", Source = "192.0.2.7" };

    public void Dispose()
    {
        foreach (var room in _rooms)
        {
            room.Dispose();
        }

        _services.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
