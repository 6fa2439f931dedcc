namespace RemoteDev.Gateway.Contain.Egress;

/// <summary>What one person took out of one place in the present UTC day. Shared by all streams of all their sessions there.</summary>
internal sealed class EgressAccount(string login, string place)
{
    private readonly Lock _gate = new();
    private DateOnly _day;
    private long _used;

    public string Login { get; } = login;

    public string Place { get; } = place;

    /// <summary>Bytes used on that day; a new day starts at zero.</summary>
    public long Used(DateOnly today)
    {
        lock (_gate)
        {
            return _day == today ? _used : 0;
        }
    }

    /// <summary>
    /// Counts bytes that are about to go out, or refuses them whole: what would pass the limit does not leave, so no more than
    /// the limit ever does, whatever the size of a chunk and however many streams charge at once.
    /// </summary>
    public bool TryCharge(long bytes, DateOnly today, long? limit)
    {
        lock (_gate)
        {
            if (_day != today)
            {
                // A clock that steps back must not hand out a fresh budget: the later day's account stays in use.
                if (today > _day)
                {
                    _used = 0;
                    _day = today;
                }
            }

            if (limit is { } most && bytes > most - _used)
            {
                return false;
            }

            _used += bytes;
            return true;
        }
    }

    /// <summary>Takes over what was counted before a restart.</summary>
    public void Resume(DateOnly day, long used)
    {
        lock (_gate)
        {
            _day = day;
            _used = used;
        }
    }

    public (DateOnly Day, long Used) Read()
    {
        lock (_gate)
        {
            return (_day, _used);
        }
    }
}
