using System.Collections.Concurrent;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.StepUp.Enrolment;

/// <summary>The enrolments that have begun, by the hash of the cookie of the browser they began in.</summary>
internal sealed class PendingEnrolments(TimeProvider clock)
{
    /// <summary>Name of the cookie that holds an enrolment that has begun.</summary>
    public const string CookieName = "__Host-rd-enrol";

    /// <summary>How long somebody may take to set up the app.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private const int Max = 1000;

    private readonly ConcurrentDictionary<TokenHash, PendingEnrolment> _pending = new();

    /// <summary>The cookie for it, or null when too many have begun.</summary>
    public Secret? Add(PendingEnrolment enrolment)
    {
        if (_pending.Count >= Max)
        {
            Sweep();
            if (_pending.Count >= Max)
            {
                return null;
            }
        }

        var cookie = Secret.New();
        _pending[cookie.Hash] = enrolment;
        return cookie;
    }

    public PendingEnrolment? Find(ReadOnlySpan<char> cookie) =>
        TokenHash.TryOf(cookie, out var hash) && _pending.TryGetValue(hash, out var enrolment) && clock.GetUtcNow() < enrolment.ExpiresAt
            ? enrolment
            : null;

    /// <summary>Forgets this one and whatever else began with the same invitation.</summary>
    public void Forget(PendingEnrolment enrolment)
    {
        foreach (var (hash, other) in _pending)
        {
            if (other.Invitation == enrolment.Invitation)
            {
                _pending.TryRemove(hash, out _);
            }
        }
    }

    public void Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var (hash, enrolment) in _pending)
        {
            if (now >= enrolment.ExpiresAt)
            {
                _pending.TryRemove(hash, out _);
            }
        }
    }
}
