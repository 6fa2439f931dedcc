using System.Collections.Concurrent;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Remembers what ended for as long as anybody could still show its cookie, so that an entry which Redis has yet to lose brings nothing
/// back to life here.
/// </summary>
internal sealed class EndedSignIns(SignInLifetimes lifetimes, TimeProvider clock)
{
    private const int Most = 200_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, string? Except)> _all = new(StringComparer.Ordinal);

    public void Mark(string id)
    {
        if (_ended.Count < Most)
        {
            _ended[id] = clock.GetUtcNow();
        }
    }

    /// <summary>All that a person had until now, but for one.</summary>
    public void MarkAllOf(string login, string? except) => _all[login] = (clock.GetUtcNow(), except);

    public bool Has(SignInRecord record) =>
        _ended.ContainsKey(record.Id)
        || (_all.TryGetValue(record.Login, out var all) && record.Id != all.Except && record.OpenedAt <= all.At);

    /// <summary>Forgets what is so old that its cookie is worth nothing by itself.</summary>
    public void Sweep()
    {
        var before = clock.GetUtcNow() - lifetimes.Absolute - lifetimes.Idle;
        foreach (var old in _ended.Where(pair => pair.Value < before))
        {
            _ended.TryRemove(old);
        }

        foreach (var old in _all.Where(pair => pair.Value.At < before))
        {
            _all.TryRemove(old);
        }
    }
}
