using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Every sign-in that lives. A cookie's value is known by hash only; each sign-in and each proof of a factor gets a new one
/// (so a value planted before is worth nothing), and an end is irrevocable and heard by whoever holds sessions open. Where several
/// gateways share them, each keeps those it has met here, so that a request waits for nobody; <see cref="SignInFollow"/> keeps them true.
/// </summary>
internal sealed partial class SignInSessions
{
    private readonly SignInShare _share;
    private readonly SignInEndings _endings;
    private readonly SignInElsewhere _elsewhere;
    private readonly SignInLifetimes _lifetimes;
    private readonly TimeProvider _clock;
    private readonly EndedSignIns _ended;
    private readonly SignInsHere _here = new();

    public SignInSessions(SignInShare share, SignInEndings endings, SignInEndBook book, SignInLifetimes lifetimes, TimeProvider clock)
    {
        (_share, _endings, _lifetimes, _clock) = (share, endings, lifetimes, clock);
        _ended = new EndedSignIns(share.IsAlone, lifetimes, clock);
        _elsewhere = new SignInElsewhere(share, book, _ended);
        share.Hear(Heard);
    }

    /// <summary>
    /// Raised once for each sign-in known here that ends, wherever it was ended, on the thread that ends it, after it counts as ended. Access
    /// sessions and tickets that hang from it end here; handlers must not block or throw.
    /// </summary>
    public event Action<SignIn, EndReason>? Ended;

    /// <summary>
    /// Raised with a login when all of that person's sign-ins are ended together, whether or not one is spared or there were any:
    /// what is remembered about the person beyond a sign-in goes with them. After <see cref="Ended"/>; the same duties.
    /// </summary>
    public event Action<string>? AllEnded;

    /// <summary>The same, with when the last of what was ended was opened: what the person was given later is not meant, however late it is heard.</summary>
    public event Action<string, DateTimeOffset>? AllUntilEnded;

    /// <summary>Raised after each look for what outlived its time: whoever keeps something beside sign-ins looks through it then. The same duties.</summary>
    public event Action? Swept;

    /// <summary>Opens a sign-in with one factor: it is known who it is, and nothing is open yet.</summary>
    public async ValueTask<Step<OpenedSignIn>> OpenAsync(NewSignIn wanted, CancellationToken cancellationToken)
    {
        var round = _ended.Rounds;
        if (wanted.Client.Replaces is { } old)
        {
            // Known here or not, what the browser had before is over.
            await LookAsync(old, wanted.Client.Device, cancellationToken);
            End(old, EndReason.SignedOut);
        }

        var now = _clock.GetUtcNow();
        var cookie = Secret.New();
        var signIn = new SignIn(Guid.CreateVersion7(now).ToString("N"), wanted.Login, wanted.Client.Source, now, now + _lifetimes.Absolute)
        {
            First = wanted.First,
            Device = wanted.Client.Device?.ToString(),
            Agent = wanted.Client.ShortAgent,
        };
        try
        {
            if (!await _share.TryAddAsync(cookie.Hash, signIn, cancellationToken))
            {
                return IdentifyRefusals.Busy;
            }
        }
        catch (SharedStateException)
        {
            return IdentifyRefusals.SharedStateLost;
        }

        _here.Put(cookie.Hash, signIn);
        if (!signIn.HasEnded && !_ended.HasAllSince(signIn.Login, round))
        {
            return new OpenedSignIn(cookie, signIn);
        }

        // Whoever ended all of the person's meanwhile may not have met it.
        End(cookie.Hash, EndReason.Closed);
        return IdentifyRefusals.SignedOut;
    }

    /// <summary>The live sign-in of a cookie that was met here before, or null. Counts as activity.</summary>
    public SignIn? Find(in TokenHash cookie)
    {
        if (_here.Find(cookie) is not { } signIn)
        {
            return null;
        }

        // Whoever ended it says why, and takes it away.
        if (signIn.HasEnded)
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        if (WhyOver(signIn, now) is { } reason)
        {
            End(cookie, reason);
            return null;
        }

        signIn.Touch(now);
        return signIn;
    }

    /// <summary>
    /// The live sign-in of a browser's cookie, also one that was opened at another gateway. Counts as activity. A cookie that another browser
    /// shows than the one that signed in was copied: it ends the sign-in.
    /// </summary>
    /// <param name="device">Hash of the mark by which the browser is known again, or null when it showed none.</param>
    public ValueTask<Step<SignIn>> LookAsync(TokenHash cookie, TokenHash? device, CancellationToken cancellationToken) =>
        Find(cookie) is { } here ? new(Bound(cookie, here, device)) : FetchAsync(cookie, device, cancellationToken);

    /// <summary>Gives a live sign-in a new cookie value and forgets the old one, in one step.</summary>
    public async ValueTask<Step<Secret>> RenewAsync(TokenHash cookie, CancellationToken cancellationToken)
    {
        if (_here.Find(cookie) is not { HasEnded: false } signIn || !_here.TryBeginRenewal(signIn))
        {
            return IdentifyRefusals.SignedOut;
        }

        try
        {
            var renewed = Secret.New();
            if (!await _share.TryRenameAsync(cookie, renewed.Hash, cancellationToken))
            {
                return IdentifyRefusals.SignedOut;
            }

            // The new key is added before the old one is taken: whoever ends all of a person's sign-ins meanwhile meets one of them.
            _here.Put(renewed.Hash, signIn);
            _here.Take(cookie);
            if (!signIn.HasEnded)
            {
                return renewed;
            }

            // Ended under its old name while it got the new one.
            _here.Take(renewed.Hash);
            _endings.Conclude(renewed.Hash, signIn, EndReason.Closed);
            return IdentifyRefusals.SignedOut;
        }
        catch (SharedStateException)
        {
            return IdentifyRefusals.SharedStateLost;
        }
        finally
        {
            _here.Renewed(signIn);
        }
    }

    /// <summary>
    /// Tells the other gateways what was proven in it since. When they cannot be told now, they are later, and ask for the factor themselves
    /// meanwhile.
    /// </summary>
    public async ValueTask SaveAsync(SignIn signIn, CancellationToken cancellationToken)
    {
        if (_here.CookieOf(signIn) is not { } cookie)
        {
            return;
        }

        try
        {
            if ((await _share.FindAllAsync([cookie], cancellationToken))[0] is { } found)
            {
                await _share.TrySaveAsync(cookie, found.Version, signIn, cancellationToken);
            }
        }
        catch (SharedStateException)
        {
            // SignInFollow does it with its next look.
        }
    }

    /// <summary>The live sign-ins that this gateway has met.</summary>
    public IReadOnlyList<SignIn> All()
    {
        var now = _clock.GetUtcNow();
        return [.. _here.All().Select(pair => pair.Value).Where(signIn => WhyOver(signIn, now) is null).Distinct()];
    }

    /// <summary>A person's live sign-ins at every gateway, the newest first; those that are known here when the others cannot be asked.</summary>
    public async ValueTask<IReadOnlyList<SignIn>> OfAsync(string login, CancellationToken cancellationToken)
    {
        var known = All().Where(signIn => signIn.Login == login).ToDictionary(signIn => signIn.Id, StringComparer.Ordinal);
        try
        {
            foreach (var (_, record) in await _share.OfAsync(login, cancellationToken))
            {
                known.TryAdd(record.Id, record.ToSignIn());
            }
        }
        catch (SharedStateException)
        {
            // What is known here is shown.
        }

        var now = _clock.GetUtcNow();
        return [.. known.Values.Where(signIn => WhyOver(signIn, now) is null).OrderByDescending(signIn => signIn.OpenedAt)];
    }

    /// <summary>What is known here, by cookie; for whoever keeps it true.</summary>
    internal IReadOnlyCollection<KeyValuePair<TokenHash, SignIn>> Here() => _here.All();

    /// <summary>It got another cookie at another gateway.</summary>
    internal void Rekey(in TokenHash cookie, in TokenHash renewed, SignIn signIn) => _here.Rekey(cookie, renewed, signIn);

    private async ValueTask<Step<SignIn>> FetchAsync(TokenHash cookie, TokenHash? device, CancellationToken cancellationToken)
    {
        if (!(await _elsewhere.FindAsync(cookie, cancellationToken)).Passed(out var record, out var unknown))
        {
            return unknown;
        }

        _here.Meet(cookie, record);
        if (_ended.Has(record) && _here.Take(cookie) is { } late)
        {
            Say(TryEnd(late), late, EndReason.Closed);
            return IdentifyRefusals.SignedOut;
        }

        return Find(cookie) is { } signIn ? Bound(cookie, signIn, device) : IdentifyRefusals.SignedOut;
    }

    private Step<SignIn> Bound(in TokenHash cookie, SignIn signIn, TokenHash? device)
    {
        if (_here.IsOf(cookie, device))
        {
            return signIn;
        }

        End(cookie, EndReason.OtherBrowser);
        return IdentifyRefusals.OtherBrowser;
    }

    private EndReason? WhyOver(SignIn signIn, DateTimeOffset now)
    {
        if (signIn.HasEnded)
        {
            return EndReason.Closed;
        }

        if (now >= signIn.ExpiresAt || (signIn.Mfa is null && now - signIn.OpenedAt >= _lifetimes.OneFactor))
        {
            return EndReason.SessionLimit;
        }

        return now - signIn.LastSeen >= _lifetimes.Idle ? EndReason.Idle : null;
    }
}
