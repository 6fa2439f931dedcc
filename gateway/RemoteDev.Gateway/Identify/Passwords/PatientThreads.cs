using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace RemoteDev.Gateway.Identify.Passwords;

/// <summary>
/// A few threads for long computations, which the operating system puts behind all others: what they do takes the processor when nobody who
/// works wants it. Threads of the pool cannot be told so.
/// </summary>
internal sealed class PatientThreads : IDisposable
{
    // Of 19: on a busy machine about a tenth of what an ordinary thread gets (sched(7), the nice value).
    private const int Nice = 10;
    private const int OneProcess = 0;
    private const int ThisThread = 0;

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread[] _threads;

    public PatientThreads(int count, string name)
    {
        _threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(Run) { IsBackground = true, Name = name, Priority = ThreadPriority.BelowNormal })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Does it on one of the threads as soon as one is free.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        });
        return done.Task;
    }

    /// <summary>What has begun is done to its end.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _work.Dispose();
    }

    private void Run()
    {
        if (OperatingSystem.IsLinux())
        {
            // .NET leaves the priority of threads to the system there. On Linux this is about one thread; where it is refused, the computation
            // is an ordinary one.
            _ = SetPriority(OneProcess, ThisThread, Nice);
        }

        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
