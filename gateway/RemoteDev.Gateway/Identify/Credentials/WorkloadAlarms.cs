using System.Collections.Concurrent;
using System.Net;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>
/// Says that a copy of an environment's secret was used. A program that tries it in a loop says the same again and again: for each
/// environment and address it is said once a minute, with how often it was not said. It is no guess, and locks nobody out: behind the address
/// of a machine that was restored from a snapshot, others show credentials that are good.
/// </summary>
internal sealed class WorkloadAlarms(WorkloadCredentialStore store, TraceRoom trace, TimeProvider clock)
{
    private const int Most = 10_000;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Place, Alarm> _raised = new();

    /// <summary>Somebody showed it, and was refused.</summary>
    /// <param name="replacedAt">When it was replaced.</param>
    public async ValueTask RaiseAsync(string environment, IPAddress source, DateTimeOffset replacedAt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var alarm = AlarmOf(new Place(environment, source), now);
        if (alarm.TakeToSay(now) is { } leftOut)
        {
            trace.Record(new CredentialReused
            {
                Actor = GitCredentials.WorkloadPrefix + environment,
                Source = source.ToString(),
                Kind = WorkloadCredentialDesk.Kind,
                For = environment,
                ReplacedAt = replacedAt,
                LeftOut = leftOut,
            });
        }

        // What the database did not take is tried with the next use, not a minute later.
        if (alarm.IsToStore(now))
        {
            await store.AlarmAsync(environment, source, cancellationToken);
            alarm.Stored(now);
        }
    }

    // From more places than are remembered it is said each time: too much is better than nothing.
    private Alarm AlarmOf(Place place, DateTimeOffset now)
    {
        if (_raised.Count >= Most)
        {
            Sweep(now);
        }

        return _raised.TryGetValue(place, out var known) ? known : _raised.Count < Most ? _raised.GetOrAdd(place, _ => new Alarm()) : new Alarm();
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var pair in _raised)
        {
            if (pair.Value.IsOld(now))
            {
                _raised.TryRemove(pair);
            }
        }
    }

    private readonly record struct Place(string Environment, IPAddress Source);

    private sealed class Alarm
    {
        private readonly Lock _gate = new();
        private DateTimeOffset? _said;
        private DateTimeOffset? _stored;
        private int _leftOut;

        /// <summary>How many were left out since it was last said, or null when it is not to be said now.</summary>
        public int? TakeToSay(DateTimeOffset now)
        {
            lock (_gate)
            {
                if (IsFresh(_said, now))
                {
                    _leftOut++;
                    return null;
                }

                var leftOut = _leftOut;
                (_said, _leftOut) = (now, 0);
                return leftOut;
            }
        }

        public bool IsToStore(DateTimeOffset now)
        {
            lock (_gate)
            {
                return !IsFresh(_stored, now);
            }
        }

        public void Stored(DateTimeOffset now)
        {
            lock (_gate)
            {
                _stored = now;
            }
        }

        public bool IsOld(DateTimeOffset now)
        {
            lock (_gate)
            {
                return _said is not null && !IsFresh(_said, now);
            }
        }

        private static bool IsFresh(DateTimeOffset? at, DateTimeOffset now) => at is { } then && now - then < Every && now >= then;
    }
}
