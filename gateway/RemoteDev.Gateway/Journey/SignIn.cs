using System.Net;

namespace RemoteDev.Gateway.Journey;

/// <summary>
/// One person signed in from one browser. Holds no secret: the cookie's value is known to the store only by hash.
/// Access sessions hang from it and end with it.
/// </summary>
internal sealed class SignIn(string id, string login, IPAddress source, DateTimeOffset openedAt, DateTimeOffset expiresAt)
{
    private volatile MfaProof? _mfa;
    private int _ended;
    private long _lastSeen = openedAt.UtcTicks;

    /// <summary>A public identifier for trace and lists; it opens nothing.</summary>
    public string Id { get; } = id;

    /// <summary>The canonical login of the person.</summary>
    public string Login { get; } = login;

    public IPAddress Source { get; } = source;

    /// <summary>By what it began.</summary>
    public FirstFactor First { get; init; } = FirstFactor.None;

    /// <summary>The browser it belongs to, as the hash of a cookie that outlives it; null when it is no browser's.</summary>
    public string? Device { get; init; }

    /// <summary>What the browser says it is, cut short; for the person's own list.</summary>
    public string? Agent { get; init; }

    /// <summary>What it is for when it is an access token's; null for a sign-in that is limited by policy alone.</summary>
    public TokenScope? Scope { get; init; }

    public DateTimeOffset OpenedAt { get; } = openedAt;

    /// <summary>Absolute end; nothing extends it.</summary>
    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>The freshest second factor shown in this sign-in, or null while only the password was.</summary>
    public MfaProof? Mfa => _mfa;

    public bool HasEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>When the person last did something, at the portal or in an access session, as far as it was told here.</summary>
    public DateTimeOffset LastSeen => new(Interlocked.Read(ref _lastSeen), TimeSpan.Zero);

    /// <summary>Only the StepUp room calls this, after it has checked the factor (held by an architecture test).</summary>
    public void Strengthen(MfaProof proof) => _mfa = proof;

    /// <summary>
    /// Takes over the factor that StepUp proved at another gateway, if it is fresher than the one known here. Only the sessions of Identify
    /// call this, with what the gateways share under seal (held by an architecture test).
    /// </summary>
    public void Adopt(MfaProof? proof)
    {
        if (proof is not null && (_mfa is not { } known || proof.At > known.At))
        {
            _mfa = proof;
        }
    }

    /// <summary>Activity at that time. An earlier time than the one known changes nothing.</summary>
    public void Touch(DateTimeOffset at)
    {
        var known = Interlocked.Read(ref _lastSeen);
        while (at.UtcTicks > known)
        {
            var before = Interlocked.CompareExchange(ref _lastSeen, at.UtcTicks, known);
            if (before == known)
            {
                return;
            }

            known = before;
        }
    }

    /// <summary>Irrevocable. False when it had ended before.</summary>
    public bool End() => Interlocked.Exchange(ref _ended, 1) == 0;
}
