using System.Collections.Concurrent;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Remembers what ended for as long as anybody could still show its cookie, so that an entry which Redis has yet to lose brings nothing
/// back to life here. A gateway that is alone shares with nobody, so it remembers only that all of somebody's ended: what was being opened
/// at that moment is one of them.
/// </summary>
/// <param name="most">When there are more, the oldest are forgotten first.</param>
internal sealed class EndedSignIns(bool alone, SignInLifetimes lifetimes, TimeProvider clock, int most = EndedSignIns.Usual)
{
    private const int Usual = 200_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, string? Except, long Round)> _all = new(StringComparer.Ordinal);
    private long _rounds;

    /// <summary>How often all of anybody's ended. It tells what was before from what was after where the clock says the same.</summary>
    public long Rounds => Volatile.Read(ref _rounds);

    public void Mark(string id)
    {
        if (alone || !_ended.TryAdd(id, clock.GetUtcNow()))
        {
            return;
        }

        _order.Enqueue(id);
        while (_order.Count > most && _order.TryDequeue(out var oldest))
        {
            _ended.TryRemove(oldest, out _);
        }
    }

    /// <summary>All that a person had until then, but for one. An end that is heard late takes nothing from a later one.</summary>
    public void MarkAllOf(string login, string? except, DateTimeOffset until)
    {
        _all.AddOrUpdate(
            login,
            static (_, heard) => heard,
            static (_, known, heard) => (known.At > heard.At ? known : heard) with { Round = Math.Max(known.Round, heard.Round) },
            (At: until, Except: except, Round: Interlocked.Increment(ref _rounds)));
    }

    /// <summary>Whether all of a person's ended since then.</summary>
    /// <param name="round">What <see cref="Rounds"/> was.</param>
    public bool HasAllSince(string login, long round) => _all.TryGetValue(login, out var all) && all.Round > round;

    public bool Has(SignInRecord record) => Has(record.Id, record.Login, record.OpenedAt);

    public bool Has(string id, string login, DateTimeOffset openedAt) =>
        _ended.ContainsKey(id) || (_all.TryGetValue(login, out var all) && id != all.Except && openedAt <= all.At);

    /// <summary>Forgets what is so old that its cookie is worth nothing by itself.</summary>
    public void Sweep()
    {
        var before = clock.GetUtcNow() - lifetimes.Absolute - lifetimes.Idle;
        while (_order.TryPeek(out var oldest) && (!_ended.TryGetValue(oldest, out var at) || at < before) && _order.TryDequeue(out var gone))
        {
            _ended.TryRemove(gone, out _);
        }

        foreach (var old in _all.Where(pair => pair.Value.At < before))
        {
            _all.TryRemove(old);
        }
    }
}
