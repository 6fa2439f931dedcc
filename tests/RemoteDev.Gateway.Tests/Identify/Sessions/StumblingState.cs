using System.Text;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Tests.Identify.Sessions;

/// <summary>What the gateways of a house share, which throws at some messages what no store throws.</summary>
/// <param name="inner">Keeps the entries.</param>
/// <param name="stumbles">Whether it throws at a message; asked for each.</param>
internal sealed class StumblingState(ISharedState inner, Func<string, bool> stumbles) : ISharedState
{
    public bool IsAlone => false;

    public DateTimeOffset LastAnswer => inner.LastAnswer;

    public ValueTask<bool> TryAddAsync(
        SharedKey key, ReadOnlyMemory<byte> data, TimeSpan lifetime, IReadOnlyCollection<string> groups, CancellationToken cancellationToken) =>
        inner.TryAddAsync(key, data, lifetime, groups, cancellationToken);

    public ValueTask<SharedValue?> FindAsync(SharedKey key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

    public ValueTask<IReadOnlyList<SharedValue?>> FindAllAsync(IReadOnlyList<SharedKey> keys, CancellationToken cancellationToken) =>
        inner.FindAllAsync(keys, cancellationToken);

    public ValueTask<bool> TryReplaceAsync(SharedKey key, long version, ReadOnlyMemory<byte> data, TimeSpan lifetime, CancellationToken cancellationToken) =>
        inner.TryReplaceAsync(key, version, data, lifetime, cancellationToken);

    public ValueTask<bool> TryRenameAsync(SharedKey key, string id, CancellationToken cancellationToken) => inner.TryRenameAsync(key, id, cancellationToken);

    public ValueTask<SharedValue?> TakeAsync(SharedKey key, CancellationToken cancellationToken) => inner.TakeAsync(key, cancellationToken);

    public ValueTask<IReadOnlyList<SharedEntry>> GroupAsync(SharedKind kind, string group, CancellationToken cancellationToken) =>
        inner.GroupAsync(kind, group, cancellationToken);

    public ValueTask<int> CountAsync(SharedKind kind, string group, CancellationToken cancellationToken) => inner.CountAsync(kind, group, cancellationToken);

    public ValueTask TellAsync(SharedTopic topic, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        stumbles(Encoding.UTF8.GetString(message.Span)) ? throw new InvalidOperationException("As the test wants.") : inner.TellAsync(topic, message, cancellationToken);

    public void Hear(SharedTopic topic, Action<ReadOnlyMemory<byte>> handler) => inner.Hear(topic, handler);
}
