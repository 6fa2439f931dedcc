using RemoteDev.Ssh.Relay;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>Lets everything pass, so that what is measured is the relay.</summary>
internal sealed class PassingGuard : IChannelGuard
{
    public bool HoldsBack => false;

    public ValueTask<RelayVerdict> OnOpenAsync(RelayedChannel channel) => new(RelayVerdict.Pass);

    public ValueTask<RelayVerdict> OnRequestAsync(RelayedChannel channel, RelaySide from, string name, ReadOnlyMemory<byte> payload)
        => new(RelayVerdict.Pass);

    public IChannelFilter? FilterOf(RelaySide from) => null;

    public void OnEnded(RelayedChannel channel)
    {
        // Nothing was kept.
    }
}
