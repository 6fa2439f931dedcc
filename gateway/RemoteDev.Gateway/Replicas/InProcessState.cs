namespace RemoteDev.Gateway.Replicas;

/// <summary>Shared by nobody: one gateway alone keeps it in memory, and a restart forgets it, which is the safe way to forget.</summary>
internal sealed class InProcessState(TimeProvider clock) : ISharedState
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SharedKey, Held> _entries = [];
    private readonly Dictionary<SharedKind, int> _counts = [];
    private readonly Dictionary<(SharedKind Kind, string Group), HashSet<SharedKey>> _groups = [];
    private DateTimeOffset _sweptAt = clock.GetUtcNow();

    public bool IsAlone => true;

    public DateTimeOffset LastAnswer => clock.GetUtcNow();

    public ValueTask<bool> TryAddAsync(
        SharedKey key, ReadOnlyMemory<byte> data, TimeSpan lifetime, IReadOnlyCollection<string> groups, CancellationToken cancellationToken)
    {
        SharedLimits.Check(data, lifetime, groups);
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            // Whoever knocks at a full kind does not have all of them looked through each time.
            if (now - _sweptAt >= (_counts.GetValueOrDefault(key.Kind) >= key.Kind.Max ? SharedLimits.SweepWhenFull : SharedLimits.SweepEvery))
            {
                SweepLocked(now);
            }

            if (LiveLocked(key, now) is not null || _counts.GetValueOrDefault(key.Kind) >= key.Kind.Max)
            {
                return new(false);
            }

            AddLocked(key, new Held(new SharedValue(data.ToArray(), 1), now + lifetime, [.. groups]));
            return new(true);
        }
    }

    public ValueTask<SharedValue?> FindAsync(SharedKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new(LiveLocked(key, clock.GetUtcNow())?.Value);
        }
    }

    public ValueTask<IReadOnlyList<SharedValue?>> FindAllAsync(IReadOnlyList<SharedKey> keys, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            return new(keys.Select(key => LiveLocked(key, now)?.Value).ToArray());
        }
    }

    public ValueTask<bool> TryReplaceAsync(
        SharedKey key, long version, ReadOnlyMemory<byte> data, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        SharedLimits.Check(data, lifetime, []);
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (LiveLocked(key, now) is not { } held || held.Value.Version != version)
            {
                return new(false);
            }

            _entries[key] = held with { Value = new SharedValue(data.ToArray(), version + 1), ExpiresAt = now + lifetime };
            return new(true);
        }
    }

    public ValueTask<bool> TryRenameAsync(SharedKey key, string id, CancellationToken cancellationToken)
    {
        var renamed = new SharedKey(key.Kind, id);
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (LiveLocked(renamed, now) is not null || LiveLocked(key, now) is not { } held)
            {
                return new(false);
            }

            RemoveLocked(key, held);
            AddLocked(renamed, held);
            return new(true);
        }
    }

    public ValueTask<SharedValue?> TakeAsync(SharedKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (LiveLocked(key, clock.GetUtcNow()) is not { } held)
            {
                return new((SharedValue?)null);
            }

            RemoveLocked(key, held);
            return new(held.Value);
        }
    }

    public ValueTask<IReadOnlyList<SharedEntry>> GroupAsync(SharedKind kind, string group, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var keys = _groups.GetValueOrDefault((kind, group))?.ToArray() ?? [];
            return new([.. keys.Select(key => (key, held: LiveLocked(key, now))).Where(pair => pair.held is not null).Select(pair => new SharedEntry(pair.key, pair.held!.Value))]);
        }
    }

    public ValueTask<int> CountAsync(SharedKind kind, string group, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            return new(_groups.GetValueOrDefault((kind, group))?.Count(key => _entries.TryGetValue(key, out var held) && now < held.ExpiresAt) ?? 0);
        }
    }

    public ValueTask TellAsync(SharedTopic topic, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>There is nobody who could tell anything.</summary>
    public void Hear(SharedTopic topic, Action<ReadOnlyMemory<byte>> handler)
    {
    }

    private Held? LiveLocked(SharedKey key, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(key, out var held))
        {
            return null;
        }

        if (now < held.ExpiresAt)
        {
            return held;
        }

        RemoveLocked(key, held);
        return null;
    }

    private void AddLocked(SharedKey key, Held held)
    {
        _entries[key] = held;
        _counts[key.Kind] = _counts.GetValueOrDefault(key.Kind) + 1;
        foreach (var group in held.Groups)
        {
            if (!_groups.TryGetValue((key.Kind, group), out var members))
            {
                _groups[(key.Kind, group)] = members = [];
            }

            members.Add(key);
        }
    }

    private void RemoveLocked(SharedKey key, Held held)
    {
        _entries.Remove(key);
        _counts[key.Kind]--;
        foreach (var group in held.Groups)
        {
            if (_groups.TryGetValue((key.Kind, group), out var members) && members.Remove(key) && members.Count == 0)
            {
                _groups.Remove((key.Kind, group));
            }
        }
    }

    private void SweepLocked(DateTimeOffset now)
    {
        _sweptAt = now;
        foreach (var (key, held) in _entries.Where(pair => now >= pair.Value.ExpiresAt).ToArray())
        {
            RemoveLocked(key, held);
        }
    }

    private sealed record Held(SharedValue Value, DateTimeOffset ExpiresAt, string[] Groups);
}
