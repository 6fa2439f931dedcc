using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Connection;

/// <summary>Stands where a transport would: keeps what is queued, and counts the flushes.</summary>
internal sealed class RecordingSender(SshRole role = SshRole.Server) : IMessageSender
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _sent = [];

    public SshRole Role { get; } = role;

    public ReadOnlyMemory<byte> SessionId { get; } = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();

    public long Unsent { get; set; }

    public int Flushes { get; private set; }

    public SshFault? Fault { get; private set; }

    public IReadOnlyList<byte[]> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    public IEnumerable<MessageNumber> Numbers => Sent.Select(payload => (MessageNumber)payload[0]);

    public void Enqueue(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body = default)
    {
        lock (_gate)
        {
            if (Fault is null)
            {
                _sent.Add([.. head, .. body]);
            }
        }
    }

    public void Flush() => Flushes++;

    public void End(SshFault fault) => Fault ??= fault;

    /// <summary>What was queued since the last time; flushes are counted anew.</summary>
    public IReadOnlyList<byte[]> Take()
    {
        lock (_gate)
        {
            byte[][] taken = [.. _sent];
            _sent.Clear();
            Flushes = 0;
            return taken;
        }
    }
}
