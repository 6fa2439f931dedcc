namespace RemoteDev.Gateway.Identify.Lockouts;

/// <summary>
/// Counts failures and says who has to wait. An attempt is counted as a failure before it is looked at and forgiven when it was
/// right, so that a hundred guesses at once are a hundred guesses. Kept in memory and bounded; a restart forgets it.
/// </summary>
internal sealed class LockoutBook(TimeProvider clock)
{
    private const int MaxKeys = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<LockoutKey, FailureCount> _counts = [];

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
                var failures = Current(key, now).Failures + 1;
                _counts[key] = new FailureCount(failures, now, now + LockoutRule.For(key.Kind).WaitAfter(failures));
            }

            return null;
        }
    }

    /// <summary>The attempt was right: the key's count starts anew. For a person's own counts.</summary>
    public void Clear(LockoutKey key)
    {
        lock (_gate)
        {
            _counts.Remove(key);
        }
    }

    /// <summary>
    /// The attempt was right: it was no failure. Earlier failures stay, so that somebody with one good account cannot wash an address clean
    /// between guesses at others.
    /// </summary>
    public void Forgive(LockoutKey key)
    {
        lock (_gate)
        {
            if (_counts.TryGetValue(key, out var count))
            {
                var failures = count.Failures - 1;
                var wait = LockoutRule.For(key.Kind).WaitAfter(failures);
                _counts[key] = new FailureCount(failures, count.LastAt, wait == TimeSpan.Zero ? default : count.LastAt + wait);
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
