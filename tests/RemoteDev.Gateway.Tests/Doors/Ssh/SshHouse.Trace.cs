using System.Text;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <content>What the gateway knows of it afterwards: the trace, and the live sessions.</content>
public sealed partial class SshHouse
{
    /// <summary>The events of one kind traced so far, in order.</summary>
    internal IReadOnlyList<T> Traced<T>()
        where T : AuditEvent =>
        [.. Directory.EnumerateFiles(Path("data/trace"), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(System.IO.File.ReadLines).Select(line => TraceLine.Read(Encoding.UTF8.GetBytes(line))).OfType<TraceEntry>().Select(entry => entry.Event).OfType<T>()];

    /// <summary>The newest event of a kind that is so, as soon as it is on the disk.</summary>
    /// <param name="after">So many of the kind were there before, and do not count.</param>
    internal async Task<T> TracedAsync<T>(Func<T, bool> which, int after = 0)
        where T : AuditEvent
    {
        using var committed = new SemaphoreSlim(0);
        void OnCommitted(IReadOnlyList<TraceEntry> entries) => committed.Release();
        var room = Get<TraceRoom>();
        room.Committed += OnCommitted;
        try
        {
            while (true)
            {
                if (Traced<T>().Skip(after).LastOrDefault(which) is { } found)
                {
                    return found;
                }

                Assert.True(await committed.WaitAsync(RunningProgram.Patience), $"No such {typeof(T).Name} was traced.");
            }
        }
        finally
        {
            room.Committed -= OnCommitted;
        }
    }

    internal IReadOnlyList<AccessSession> Sessions => [.. Get<LiveSessions>().All.Where(session => session.Kind == SessionKind.Ssh)];
}
