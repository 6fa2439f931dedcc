using System.Collections.Concurrent;

namespace RemoteDev.Gateway.Contain.Egress;

/// <summary>
/// All egress accounts. Totals live in memory and are written to disk each second by <see cref="EgressKeeper"/>, not rebuilt from
/// the trace: a WebSocket's bytes reach the trace when it ends, hours later, and a crash would have handed out a second budget.
/// </summary>
internal sealed class EgressLedger(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Login, string Place), EgressAccount> _accounts = new();
    private volatile string? _fault;

    /// <summary>Why nothing more may leave: totals cannot be kept. Null while they are.</summary>
    public string? Fault
    {
        get => _fault;
        set => _fault = value;
    }

    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>The midnight at which day budgets start anew.</summary>
    public DateTimeOffset NextDay => new(Today.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    public EgressAccount Account(string login, string place) =>
        _accounts.GetOrAdd((login, place), static key => new EgressAccount(key.Login, key.Place));

    /// <summary>Bytes out of a place today, by everybody.</summary>
    public long UsedToday(string place)
    {
        var today = Today;
        long sum = 0;
        foreach (var (key, account) in _accounts)
        {
            sum += key.Place == place ? account.Used(today) : 0;
        }

        return sum;
    }

    /// <summary>Today's totals, for keeping.</summary>
    public EgressTotals Totals()
    {
        var today = Today;
        var all = new List<EgressTotal>(_accounts.Count);
        foreach (var account in _accounts.Values)
        {
            var (day, used) = account.Read();
            if (day >= today && used > 0)
            {
                all.Add(new EgressTotal(account.Login, account.Place, day, used));
            }
        }

        return new EgressTotals(all);
    }

    public void Resume(EgressTotals totals)
    {
        foreach (var total in totals.Accounts)
        {
            Account(total.Login, total.Place).Resume(total.Day, total.Used);
        }
    }
}
