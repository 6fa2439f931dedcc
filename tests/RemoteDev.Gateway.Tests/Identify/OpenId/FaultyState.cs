using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>What the gateways share, with the faults that a test wants.</summary>
internal sealed class FaultyState(ISharedState inner) : ISharedState
{
    /// <summary>Looks at each question before it is asked, by the method's name and the entry's or group's, and throws what it likes.</summary>
    public Action<string, string> Before { get; set; } = (_, _) => { };

    public bool IsAlone => inner.IsAlone;

    public DateTimeOffset LastAnswer => inner.LastAnswer;

    public ValueTask<bool> TryAddAsync(
        SharedKey key, ReadOnlyMemory<byte> data, TimeSpan lifetime, IReadOnlyCollection<string> groups, CancellationToken cancellationToken)
    {
        Before(nameof(TryAddAsync), key.Id);
        return inner.TryAddAsync(key, data, lifetime, groups, cancellationToken);
    }

    public ValueTask<SharedValue?> FindAsync(SharedKey key, CancellationToken cancellationToken)
    {
        Before(nameof(FindAsync), key.Id);
        return inner.FindAsync(key, cancellationToken);
    }

    public ValueTask<IReadOnlyList<SharedValue?>> FindAllAsync(IReadOnlyList<SharedKey> keys, CancellationToken cancellationToken) =>
        inner.FindAllAsync(keys, cancellationToken);

    public ValueTask<bool> TryReplaceAsync(SharedKey key, long version, ReadOnlyMemory<byte> data, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        Before(nameof(TryReplaceAsync), key.Id);
        return inner.TryReplaceAsync(key, version, data, lifetime, cancellationToken);
    }

    public ValueTask<bool> TryRenameAsync(SharedKey key, string id, CancellationToken cancellationToken) => inner.TryRenameAsync(key, id, cancellationToken);

    public ValueTask<SharedValue?> TakeAsync(SharedKey key, CancellationToken cancellationToken)
    {
        Before(nameof(TakeAsync), key.Id);
        return inner.TakeAsync(key, cancellationToken);
    }

    public ValueTask<IReadOnlyList<SharedEntry>> GroupAsync(SharedKind kind, string group, CancellationToken cancellationToken)
    {
        Before(nameof(GroupAsync), group);
        return inner.GroupAsync(kind, group, cancellationToken);
    }

    public ValueTask<int> CountAsync(SharedKind kind, string group, CancellationToken cancellationToken)
    {
        Before(nameof(CountAsync), group);
        return inner.CountAsync(kind, group, cancellationToken);
    }

    public ValueTask TellAsync(SharedTopic topic, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        inner.TellAsync(topic, message, cancellationToken);

    public void Hear(SharedTopic topic, Action<ReadOnlyMemory<byte>> handler) => inner.Hear(topic, handler);
}
