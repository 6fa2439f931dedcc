using System.Collections.Concurrent;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// How a browser carries an access session from the portal's origin to an environment's. The portal issues an entry code; the
/// environment's origin exchanges it, once and within 30 seconds, for the ticket in its cookie. The code travels in a URL, so
/// it is bound to the environment and to a nonce cookie of the browser that asked: a stolen or planted code opens nothing.
/// </summary>
internal sealed class SessionTickets(TimeProvider clock)
{
    /// <summary>Name of the cookie that holds a ticket on an environment's origin.</summary>
    public const string CookieName = "__Host-rd-env";

    /// <summary>Name of the cookie that holds the nonce on an environment's origin while the browser fetches a code.</summary>
    public const string NonceCookieName = "__Host-rd-nonce";

    /// <summary>How long an entry code can be exchanged.</summary>
    public static readonly TimeSpan EntryCodeLifetime = TimeSpan.FromSeconds(30);

    private const int MaxCodes = 4096;
    private const int MaxOfSession = 16;

    private static readonly Refusal Crowded = new(
        RefusalCode.NotReady, "Too many people are entering environments at this moment. Try again in half a minute.");

    private static readonly Refusal NoSuchCode = new(
        RefusalCode.NotSignedIn, "This entry link was used before, has expired or belongs to another browser. Open the environment again.");

    private readonly ConcurrentDictionary<TokenHash, EntryCode> _codes = new();
    private readonly ConcurrentDictionary<TokenHash, AccessSession> _tickets = new();

    /// <summary>A code that lets one browser into an open session of an environment.</summary>
    /// <param name="nonce">Hash of the nonce cookie the browser got on the environment's origin.</param>
    public Step<Secret> IssueEntryCode(AccessSession session, in TokenHash nonce)
    {
        if (session.HasEnded)
        {
            return session.Ending!;
        }

        if (_codes.Count >= MaxCodes)
        {
            Sweep();
            if (_codes.Count >= MaxCodes)
            {
                return Crowded;
            }
        }

        DropOldest(_codes, held => ReferenceEquals(held.Session, session), held => held.ExpiresAt);
        var code = Secret.New();
        _codes[code.Hash] = new EntryCode(session, nonce, clock.GetUtcNow() + EntryCodeLifetime);
        return code;
    }

    /// <summary>
    /// Exchanges a code for a ticket. The code is spent by the first who shows it, right or wrong, so it cannot be tried twice.
    /// </summary>
    /// <param name="place">The environment at whose origin it is shown.</param>
    /// <param name="nonceCookie">The value of <see cref="NonceCookieName"/> as the browser sent it.</param>
    public Step<Secret> Redeem(ReadOnlySpan<char> code, string place, ReadOnlySpan<char> nonceCookie)
    {
        if (!TokenHash.TryOf(code, out var hash)
            || !_codes.TryRemove(hash, out var entry)
            || !TokenHash.TryOf(nonceCookie, out var nonce)
            || nonce != entry.Nonce
            || entry.Session.Place != place
            || entry.Session.Kind != SessionKind.Environment
            || clock.GetUtcNow() >= entry.ExpiresAt)
        {
            return NoSuchCode;
        }

        if (entry.Session.HasEnded)
        {
            return entry.Session.Ending!;
        }

        DropOldest(_tickets, session => ReferenceEquals(session, entry.Session), static _ => default);
        var ticket = Secret.New();
        _tickets[ticket.Hash] = entry.Session;
        return ticket;
    }

    /// <summary>The session of a ticket, ended ones included until they are swept (so that the person can be told why), or null.</summary>
    public AccessSession? Find(in TokenHash ticket) => _tickets.GetValueOrDefault(ticket);

    /// <summary>The live sessions that somebody has entered in one environment.</summary>
    public IReadOnlyList<AccessSession> LiveIn(string place) =>
        [.. _tickets.Values.Where(session => !session.HasEnded && session.Place == place).Distinct()];

    /// <summary>Ends one browser's hold on a session without ending the session.</summary>
    public void Forget(in TokenHash ticket) => _tickets.TryRemove(ticket, out _);

    /// <summary>
    /// Forgets expired codes, and tickets of sessions that ended an hour ago; tells each living session's sign-in of its activity.
    /// </summary>
    public void Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var (hash, code) in _codes)
        {
            if (now >= code.ExpiresAt)
            {
                _codes.TryRemove(hash, out _);
            }
        }

        foreach (var (hash, session) in _tickets)
        {
            if (!session.HasEnded)
            {
                session.SignIn.Touch(session.LastActivity);
            }
            else if (now - session.LastActivity >= TimeSpan.FromHours(1))
            {
                _tickets.TryRemove(hash, out _);
            }
        }
    }

    // A person reopens the same environment in many tabs and browsers; beyond a bound the memory, and the turn of everybody else, is not theirs to take.
    private static void DropOldest<T>(ConcurrentDictionary<TokenHash, T> held, Func<T, bool> isOfSession, Func<T, DateTimeOffset> age)
    {
        var mine = held.Where(pair => isOfSession(pair.Value)).OrderBy(pair => age(pair.Value)).Select(pair => pair.Key).ToArray();
        for (var i = 0; mine.Length - i >= MaxOfSession; i++)
        {
            held.TryRemove(mine[i], out _);
        }
    }
}
