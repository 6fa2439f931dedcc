namespace RemoteDev.Gateway.Identify.Lockouts;

/// <summary>
/// Counts failures and says who has to wait. An attempt is counted as a failure before it is looked at and forgiven when it was
/// right, so that a hundred guesses at once are a hundred guesses. Kept in memory and bounded; a restart forgets it. Several gateways
/// follow each other's counts (<see cref="LockoutShare"/>).
/// </summary>
internal sealed class LockoutBook(TimeProvider clock)
{
    private const int MaxKeys = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<LockoutKey, FailureCount> _counts = [];

    /// <summary>Raised for what happened to a count here, outside of every lock; handlers must not block or throw.</summary>
    public event Action<LockoutChange>? Changed;

    /// <summary>Counts an attempt against all of the keys, or against none when one of them has to wait.</summary>
    /// <returns>Null when it may be tried, or until when not.</returns>
    public DateTimeOffset? Begin(params ReadOnlySpan<LockoutKey> keys)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            DateTimeOffset? until = null;
            foreach (var key in keys)
            {
                var locked = Current(key, now).LockedUntil;
                if (locked > now && (until is null || locked > until))
                {
                    until = locked;
                }
            }

            if (until is not null)
            {
                return until;
            }

            MakeRoom(now);
            foreach (var key in keys)
            {
                CountLocked(key, now);
            }
        }

        foreach (var key in keys)
        {
            Tell(key, LockoutStep.Counted);
        }

        return null;
    }

    /// <summary>The attempt was right: the key's count starts anew. For a person's own counts.</summary>
    public void Clear(LockoutKey key)
    {
        lock (_gate)
        {
            _counts.Remove(key);
        }

        Tell(key, LockoutStep.Cleared);
    }

    /// <summary>
    /// The attempt was right: it was no failure. Earlier failures stay, so that somebody with one good account cannot wash an address clean
    /// between guesses at others.
    /// </summary>
    public void Forgive(LockoutKey key)
    {
        lock (_gate)
        {
            ForgiveLocked(key);
        }

        Tell(key, LockoutStep.Forgiven);
    }

    /// <summary>Does what another gateway did.</summary>
    public void Follow(LockoutChange change)
    {
        var now = clock.GetUtcNow();
        var key = new LockoutKey(change.Kind, change.Value);
        lock (_gate)
        {
            switch (change.Step)
            {
                case LockoutStep.Counted when change.Kind != LockoutKind.None:
                    MakeRoom(now);
                    CountLocked(key, now);
                    break;
                case LockoutStep.Forgiven:
                    ForgiveLocked(key);
                    break;
                case LockoutStep.Cleared:
                    _counts.Remove(key);
                    break;
            }
        }
    }

    /// <summary>Failures in a row at this moment, and until when nothing is tried (in the past: it may be).</summary>
    public FailureCount Of(LockoutKey key)
    {
        lock (_gate)
        {
            return Current(key, clock.GetUtcNow());
        }
    }

    private void Tell(LockoutKey key, LockoutStep step) => Changed?.Invoke(new LockoutChange(key.Kind, key.Value, step));

    private void CountLocked(LockoutKey key, DateTimeOffset now)
    {
        var failures = Current(key, now).Failures + 1;
        _counts[key] = new FailureCount(failures, now, Until(key, failures, now));
    }

    private void ForgiveLocked(LockoutKey key)
    {
        // Never below nothing: who was not counted saves up no failures.
        if (_counts.TryGetValue(key, out var count))
        {
            var failures = Math.Max(0, count.Failures - 1);
            _counts[key] = new FailureCount(failures, count.LastAt, Until(key, failures, count.LastAt));
        }
    }

    // While failures are free nobody waits, also who looked at the clock a moment before another was counted.
    private static DateTimeOffset Until(LockoutKey key, int failures, DateTimeOffset lastAt) =>
        LockoutRule.For(key.Kind).WaitAfter(failures) is var wait && wait > TimeSpan.Zero ? lastAt + wait : default;

    private FailureCount Current(LockoutKey key, DateTimeOffset now) =>
        _counts.TryGetValue(key, out var count) && now - count.LastAt < LockoutRule.For(key.Kind).Forget ? count : default;

    private void MakeRoom(DateTimeOffset now)
    {
        if (_counts.Count < MaxKeys)
        {
            return;
        }

        foreach (var key in _counts.Where(pair => Current(pair.Key, now) == default).Select(pair => pair.Key).ToList())
        {
            _counts.Remove(key);
        }

        // A flood of invented names must not push out the counts of those under attack: fewest failures go first.
        var surplus = _counts.Count - (MaxKeys * 3 / 4);
        if (surplus > 0)
        {
            foreach (var (key, _) in _counts.OrderBy(pair => pair.Value.Failures).ThenBy(pair => pair.Value.LastAt).Take(surplus).ToList())
            {
                _counts.Remove(key);
            }
        }
    }
}
