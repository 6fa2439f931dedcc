using System.Net;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Every sign-in that lives. A cookie's value is known by hash only; each sign-in and each proof of a factor gets a new one
/// (so a value planted before is worth nothing), and an end is irrevocable and heard by whoever holds sessions open.
/// </summary>
internal sealed class SignInSessions(ISignInStore store, SignInLifetimes lifetimes, TimeProvider clock)
{
    /// <summary>
    /// Raised once for each sign-in that ends, on the thread that ends it, after it counts as ended. Access sessions, git
    /// passwords and tickets that hang from it end here; handlers must not block or throw.
    /// </summary>
    public event Action<SignIn, EndReason>? Ended;

    /// <summary>
    /// Raised with a login when all of that person's sign-ins are ended together, whether or not one is spared or there were any:
    /// what is remembered about the person beyond a sign-in goes with them. After <see cref="Ended"/>; the same duties.
    /// </summary>
    public event Action<string>? AllEnded;

    /// <summary>Opens a sign-in with one factor: it is known who it is, and nothing is open yet.</summary>
    /// <param name="replaces">The cookie the browser had before; whatever it named ends.</param>
    public (Secret Cookie, SignIn SignIn) Open(string login, IPAddress source, TokenHash? replaces)
    {
        if (replaces is { } old && store.Take(old) is { } previous)
        {
            Finish(previous, EndReason.SignedOut);
        }

        var now = clock.GetUtcNow();
        var cookie = Secret.New();
        var signIn = new SignIn(Guid.CreateVersion7(now).ToString("N"), login, source, now, now + lifetimes.Absolute);
        store.Add(cookie.Hash, signIn);
        return (cookie, signIn);
    }

    /// <summary>The live sign-in of a cookie, or null. Counts as activity.</summary>
    public SignIn? Find(in TokenHash cookie)
    {
        if (store.Find(cookie) is not { } signIn)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (WhyOver(signIn, now) is { } reason)
        {
            End(cookie, reason);
            return null;
        }

        signIn.Touch(now);
        return signIn;
    }

    /// <summary>Gives a live sign-in a new cookie value and forgets the old one, in one step; null if the old one is gone.</summary>
    public Secret? Renew(in TokenHash cookie)
    {
        if (store.Find(cookie) is not { HasEnded: false } signIn)
        {
            return null;
        }

        // The new key is added before the old one is taken: whoever ends all of a person's sign-ins meanwhile meets one of them.
        var renewed = Secret.New();
        store.Add(renewed.Hash, signIn);
        if (store.Take(cookie) is not null && !signIn.HasEnded)
        {
            return renewed;
        }

        store.Take(renewed.Hash);
        return null;
    }

    /// <summary>Ends the sign-in of a cookie; null when there was none.</summary>
    public SignIn? End(in TokenHash cookie, EndReason reason)
    {
        var signIn = store.Take(cookie);
        if (signIn is not null)
        {
            Finish(signIn, reason);
        }

        return signIn;
    }

    /// <summary>Ends one sign-in, whatever handle it has by now.</summary>
    public void End(SignIn signIn, EndReason reason) => EndWhere(one => ReferenceEquals(one, signIn) ? reason : null);

    /// <summary>Ends every sign-in of a person: a new password, an enrolment, a suspension, an administrator's word.</summary>
    public int EndAllOf(string login, EndReason reason, SignIn? except = null)
    {
        var ended = EndWhere(signIn => signIn.Login == login && !ReferenceEquals(signIn, except) ? reason : null);
        AllEnded?.Invoke(login);
        return ended;
    }

    /// <summary>Ends what outlived its time.</summary>
    public int Sweep()
    {
        var now = clock.GetUtcNow();
        return EndWhere(signIn => WhyOver(signIn, now));
    }

    /// <summary>The live sign-ins, for the account page and for security.</summary>
    public IReadOnlyList<SignIn> All()
    {
        var now = clock.GetUtcNow();
        return [.. store.All().Select(pair => pair.Value).Where(signIn => WhyOver(signIn, now) is null).Distinct()];
    }

    private EndReason? WhyOver(SignIn signIn, DateTimeOffset now)
    {
        if (signIn.HasEnded)
        {
            return EndReason.Closed;
        }

        if (now >= signIn.ExpiresAt || (signIn.Mfa is null && now - signIn.OpenedAt >= lifetimes.OneFactor))
        {
            return EndReason.SessionLimit;
        }

        return now - signIn.LastSeen >= lifetimes.Idle ? EndReason.Idle : null;
    }

    private int EndWhere(Func<SignIn, EndReason?> judge)
    {
        var ended = 0;
        foreach (var (key, signIn) in store.All())
        {
            if (judge(signIn) is { } reason && store.Take(key) is { } taken)
            {
                ended += Finish(taken, reason) ? 1 : 0;
            }
        }

        return ended;
    }

    private bool Finish(SignIn signIn, EndReason reason)
    {
        if (!signIn.End())
        {
            return false;
        }

        Ended?.Invoke(signIn, reason);
        return true;
    }
}
