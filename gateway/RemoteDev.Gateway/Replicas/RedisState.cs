using System.Text;
using StackExchange.Redis;

namespace RemoteDev.Gateway.Replicas;

/// <summary>
/// Shared by all gateways of the house, in Redis. Each step is one script, so it is atomic whoever else asks. Redis sees sealed values
/// only, each bound to its own name: who can write there can forget things, and neither read nor invent them.
/// </summary>
internal sealed class RedisState(RedisLink link, SharedSeal seal, ReplicaOptions options) : ISharedState
{
    private const int Tries = 3;

    public bool IsAlone => false;

    public DateTimeOffset LastAnswer => link.LastAnswer;

    public async ValueTask<bool> TryAddAsync(
        SharedKey key, ReadOnlyMemory<byte> data, TimeSpan lifetime, IReadOnlyCollection<string> groups, CancellationToken cancellationToken)
    {
        SharedLimits.Check(data, lifetime, groups);
        RedisKey[] keys = [NameOf(key), CountOf(key.Kind), .. groups.Select(group => (RedisKey)GroupOf(key.Kind, group))];
        RedisValue[] values = [seal.Seal(key, data.Span), Milliseconds(lifetime), key.Id, key.Kind.Max, string.Join('\n', keys.Skip(2))];
        return (bool)await AskAsync(RedisScripts.Add, keys, values, cancellationToken);
    }

    public async ValueTask<SharedValue?> FindAsync(SharedKey key, CancellationToken cancellationToken) =>
        (await FindAllAsync([key], cancellationToken))[0];

    public async ValueTask<IReadOnlyList<SharedValue?>> FindAllAsync(IReadOnlyList<SharedKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var found = (RedisResult[])await AskAsync(RedisScripts.Find, [.. keys.Select(key => (RedisKey)NameOf(key))], [], cancellationToken);
        return [.. keys.Select((key, i) => Read(key, found[2 * i], found[(2 * i) + 1]))];
    }

    public async ValueTask<bool> TryReplaceAsync(
        SharedKey key, long version, ReadOnlyMemory<byte> data, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        SharedLimits.Check(data, lifetime, []);
        return (bool)await AskAsync(
            RedisScripts.Replace, [NameOf(key), CountOf(key.Kind)], [version, seal.Seal(key, data.Span), Milliseconds(lifetime), key.Id], cancellationToken);
    }

    public async ValueTask<bool> TryRenameAsync(SharedKey key, string id, CancellationToken cancellationToken)
    {
        var renamed = new SharedKey(key.Kind, id);
        for (var i = 0; i < Tries; i++)
        {
            if (await FindAsync(key, cancellationToken) is not { } value)
            {
                return false;
            }

            // A value is sealed for its name, so it is sealed anew; if it was replaced meanwhile, that must not be lost.
            RedisValue[] values = [value.Version, seal.Seal(renamed, value.Data), key.Id, id];
            switch ((int)await AskAsync(RedisScripts.Rename, [NameOf(key), NameOf(renamed), CountOf(key.Kind)], values, cancellationToken))
            {
                case 1: return true;
                case 0: return false;
            }
        }

        return false;
    }

    public async ValueTask<SharedValue?> TakeAsync(SharedKey key, CancellationToken cancellationToken)
    {
        var taken = (RedisResult[])await AskAsync(RedisScripts.Take, [NameOf(key), CountOf(key.Kind)], [key.Id], cancellationToken);
        return Read(key, taken[0], taken[1]);
    }

    public async ValueTask<IReadOnlyList<SharedEntry>> GroupAsync(SharedKind kind, string group, CancellationToken cancellationToken)
    {
        var members = (RedisResult[])await AskAsync(RedisScripts.Group, [GroupOf(kind, group)], [PrefixOf(kind)], cancellationToken);
        var entries = new List<SharedEntry>(members.Length / 3);
        for (var i = 0; i + 2 < members.Length; i += 3)
        {
            var key = new SharedKey(kind, (string)members[i]!);
            if (Read(key, members[i + 1], members[i + 2]) is { } value)
            {
                entries.Add(new SharedEntry(key, value));
            }
        }

        return entries;
    }

    public async ValueTask<int> CountAsync(SharedKind kind, string group, CancellationToken cancellationToken) =>
        (int)await AskAsync(RedisScripts.Count, [GroupOf(kind, group)], [], cancellationToken);

    public ValueTask TellAsync(SharedTopic topic, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        link.TellAsync(ChannelOf(topic), seal.Seal(topic, message.Span), cancellationToken);

    public void Hear(SharedTopic topic, Action<ReadOnlyMemory<byte>> handler) =>
        link.Hear(ChannelOf(topic), box =>
        {
            if (seal.TryOpen(topic, box) is { } message)
            {
                handler(message);
            }
        });

    private SharedValue? Read(SharedKey key, RedisResult version, RedisResult data) =>
        version.IsNull || data.IsNull || seal.TryOpen(key, (byte[])data!) is not { } plain ? null : new SharedValue(plain, (long)version);

    private ValueTask<RedisResult> AskAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        link.AskAsync(database => database.ScriptEvaluateAsync(script, keys, values), cancellationToken);

    private string PrefixOf(SharedKind kind) => $"{options.Prefix}:{kind.Name}:";

    private string NameOf(SharedKey key) => PrefixOf(key.Kind) + key.Id;

    private string CountOf(SharedKind kind) => $"{options.Prefix}:all:{kind.Name}";

    private string GroupOf(SharedKind kind, string group) => $"{options.Prefix}:group:{kind.Name}:{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(group))}";

    private string ChannelOf(SharedTopic topic) => $"{options.Prefix}:told:{topic}";

    private static long Milliseconds(TimeSpan lifetime) => Math.Max(1, (long)lifetime.TotalMilliseconds);
}
