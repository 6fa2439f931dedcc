using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>Reads off how much its thread has allocated between two messages.</summary>
internal sealed class MeasuringHandler(int first, int last) : IMessageHandler
{
    private int _count;
    private long _before;

    /// <summary>Octets between the first and the last message; null when they did not come.</summary>
    public long? Allocated { get; private set; }

    public ValueTask<SshFault?> HandleAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        _count++;
        if (_count == first)
        {
            _before = GC.GetAllocatedBytesForCurrentThread();
        }
        else if (_count == last)
        {
            Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
        }

        return default;
    }

    public void OnDrained()
    {
        // Nothing is held back here.
    }

    public void OnEnded(SshFault fault)
    {
        // The test is over by then.
    }
}
