using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <content>Disks that fail.</content>
public sealed partial class SshHouse
{
    private string _trace = "";

    /// <summary>Until it is disposed, nothing can be recorded: a file stands where the folder should.</summary>
    internal IDisposable BreakRecordings()
    {
        var folder = Path("data/recordings");
        var aside = folder + ".aside";
        if (Directory.Exists(folder))
        {
            Directory.Move(folder, aside);
        }

        System.IO.File.WriteAllText(folder, "");
        return new Undo(() =>
        {
            System.IO.File.Delete(folder);
            if (Directory.Exists(aside))
            {
                Directory.Move(aside, folder);
            }
        });
    }

    /// <summary>Until it is disposed, recordings stand on a disk of their own that takes no more than this.</summary>
    internal IDisposable ShrinkRecordings(string size)
    {
        var folder = Directory.CreateDirectory(Path("data/recordings")).FullName;
        Assert.True(MountFactAttribute.Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder));

        // Lazily: what has just been cut may still close its file.
        return new Undo(() => Assert.True(MountFactAttribute.Run("umount", "-l", folder)));
    }

    /// <summary>From here every write of the trace fails with ENOSPC, and the trace knows.</summary>
    internal async Task LoseTraceAsync()
    {
        var room = Get<TraceRoom>();
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        room.Lost += lost.SetResult;
        var folder = Path("data/trace");
        _trace = TraceDays.PathOf(folder, TraceDays.In(folder)[^1]);
        System.IO.File.Move(_trace, _trace + ".aside");
        System.IO.File.CreateSymbolicLink(_trace, "/dev/full");

        // Whoever does the next thing that has to be traced.
        Assert.False(await room.OpenAsync(
            new SignInRefused { Source = "192.0.2.1", Login = "nobody", Code = RefusalCode.BadCredential, Reason = "Test." }, CancellationToken.None));
        await lost.Task.WaitAsync(RunningProgram.Patience);
        room.Lost -= lost.SetResult;
    }

    /// <summary>There is space again, and the trace goes on.</summary>
    internal async Task<TraceRecovered> RegainTraceAsync()
    {
        var room = Get<TraceRoom>();
        var recovered = new TaskCompletionSource<TraceRecovered>(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnCommitted(IReadOnlyList<TraceEntry> entries)
        {
            if (entries[0].Event is TraceRecovered first)
            {
                recovered.TrySetResult(first);
            }
        }

        room.Committed += OnCommitted;

        // In one step: the trace tries each second, and would begin a file of its own in between.
        System.IO.File.Move(_trace + ".aside", _trace, overwrite: true);
        var told = await recovered.Task.WaitAsync(RunningProgram.Patience);
        room.Committed -= OnCommitted;
        return told;
    }

    private sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
