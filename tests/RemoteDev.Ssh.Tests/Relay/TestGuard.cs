using System.Collections.Concurrent;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Ssh.Tests.Relay;

/// <summary>A guard that lets everything pass but what a test forbids, and writes down what it was asked.</summary>
internal sealed class TestGuard : IChannelGuard
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _holdsBack;

    public bool HoldsBack
    {
        get => _holdsBack;
        set => _holdsBack = value;
    }

    public Func<RelayedChannel, ValueTask<RelayVerdict>> Open { get; init; } = _ => new(RelayVerdict.Pass);

    public Func<string, ValueTask<RelayVerdict>> Request { get; init; } = _ => new(RelayVerdict.Pass);

    public Func<RelaySide, IChannelFilter?> Filter { get; init; } = _ => null;

    public ConcurrentQueue<string> Asked { get; } = new();

    public RelayedChannel? Channel { get; private set; }

    public Task Ended => _ended.Task;

    public ValueTask<RelayVerdict> OnOpenAsync(RelayedChannel channel)
    {
        Channel = channel;
        return Open(channel);
    }

    public ValueTask<RelayVerdict> OnRequestAsync(RelayedChannel channel, RelaySide from, string name, ReadOnlyMemory<byte> payload)
    {
        Asked.Enqueue($"{from} {name}");
        return Request(name);
    }

    public IChannelFilter? FilterOf(RelaySide from) => Filter(from);

    public void OnEnded(RelayedChannel channel) => _ended.SetResult();
}
