using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Tests.Trace;

/// <summary>The real disk, with faults a test switches on.</summary>
internal sealed class FaultyDisk : ITraceDisk
{
    private readonly TraceDisk _real = new();

    public volatile bool FailsOpen;
    public volatile bool FailsAppend;

    /// <summary>Throws what no disk throws.</summary>
    public volatile bool IsBroken;
    public volatile bool FailsCommit;

    /// <summary>When set, a commit waits for it.</summary>
    public ManualResetEventSlim? Hang { get; set; }

    /// <summary>Released each time a commit begins to hang.</summary>
    public SemaphoreSlim Hanging { get; } = new(0);

    public ITraceFile Open(string path) =>
        FailsOpen ? throw new IOException("The disk fails to open, as the test wants.") : new FaultyFile(this, _real.Open(path));

    private sealed class FaultyFile(FaultyDisk disk, ITraceFile real) : ITraceFile
    {
        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (disk.IsBroken)
            {
                throw new InvalidOperationException("The disk is not as expected, as the test wants.");
            }

            if (disk.FailsAppend)
            {
                // As a full disk does: a part is written.
                real.Append(bytes[..(bytes.Length / 2)]);
                throw new IOException("The disk fails to write, as the test wants.");
            }

            real.Append(bytes);
        }

        public void Commit()
        {
            if (disk.Hang is { } hang)
            {
                disk.Hanging.Release();
                hang.Wait();
            }

            if (disk.FailsCommit)
            {
                throw new IOException("The disk fails to flush, as the test wants.");
            }

            real.Commit();
        }

        public void Dispose() => real.Dispose();
    }
}
