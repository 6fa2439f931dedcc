using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>
/// Knows who holds an access token. Each token that somebody came with is one sign-in here, from which sessions hang and with which they end.
/// The database says which tokens live: what it said is believed for a second at most, and without its answer no token is.
/// </summary>
internal sealed class AccessTokens
{
    /// <summary>Says what it is to people and to scanners for leaked secrets.</summary>
    public const string Prefix = "rdg_";

    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<TokenHash, HeldToken> _here = new();
    private readonly EndedSignIns _ended;
    private readonly AccessTokenStore _store;
    private readonly TimeProvider _clock;

    public AccessTokens(AccessTokenStore store, SignInSessions signIns, SignInLifetimes lifetimes, TimeProvider clock)
    {
        (_store, _clock, _ended) = (store, clock, new EndedSignIns(alone: false, lifetimes, clock));
        signIns.AllUntilEnded += EndAllOf;
    }

    /// <summary>Raised once for each token known here that ends, after it counts as ended; handlers must not block or throw.</summary>
    public event Action<SignIn, EndReason>? Ended;

    /// <summary>Raised with a person all of whose tokens are over since then, and have yet to leave the database.</summary>
    public event Action<string, DateTimeOffset>? AllEnded;

    /// <summary>The sign-in of the token, or why nobody is believed.</summary>
    /// <param name="holder">Whose it is said to be.</param>
    /// <param name="value">What was shown; anything.</param>
    public async ValueTask<Step<SignIn>> FindAsync(string holder, string value, IPAddress source, CancellationToken cancellationToken)
    {
        if (!value.StartsWith(Prefix, StringComparison.Ordinal) || !TokenHash.TryOf(value.AsSpan(Prefix.Length), out var hash))
        {
            return IdentifyRefusals.BadGitCredential;
        }

        var now = _clock.GetUtcNow();
        if (!_here.TryGetValue(hash, out var held) || now - held.SeenAt >= Believed || now < held.SeenAt || now >= held.SignIn.ExpiresAt)
        {
            var step = await LookAsync(hash, now, cancellationToken);
            if (!step.Passed(out held, out var refusal))
            {
                return refusal;
            }
        }

        var signIn = held.SignIn;
        if (signIn.Login != holder || signIn.HasEnded)
        {
            return IdentifyRefusals.BadGitCredential;
        }

        held.Use(now, source);
        return signIn;
    }

    /// <summary>The tokens that somebody came with here and that live, as far as is known.</summary>
    internal IReadOnlyCollection<KeyValuePair<TokenHash, HeldToken>> Here() => _here.ToArray();

    /// <summary>Ends what hangs from a person's tokens, which may be used again when whoever vouches for the person does so again.</summary>
    internal void CutAllOf(string holder, EndReason reason) => EndWhere(signIn => signIn.Login == holder ? reason : null);

    /// <summary>It is over: here at once.</summary>
    internal void End(string id, EndReason reason)
    {
        _ended.Mark(id);
        EndWhere(signIn => signIn.Id == id ? reason : null);
    }

    /// <summary>The people who came with a token here and whose sessions may hang from it.</summary>
    internal IReadOnlyCollection<string> Holders() => _here.Values.Select(held => held.SignIn.Login).ToHashSet(StringComparer.Ordinal);

    /// <summary>Ends here what is over by time, or by what the judge says.</summary>
    internal void EndWhere(Func<SignIn, EndReason?> judge)
    {
        foreach (var (hash, held) in _here)
        {
            if (judge(held.SignIn) is { } reason && _here.TryRemove(new KeyValuePair<TokenHash, HeldToken>(hash, held)) && held.SignIn.End())
            {
                Ended?.Invoke(held.SignIn, reason);
            }
        }
    }

    /// <summary>Whether it was ended here, though it may still stand in the database.</summary>
    internal bool IsOver(AccessTokenRow row) => _ended.Has(row.Id, row.Holder, row.MadeAt);

    internal void Sweep() => _ended.Sweep();

    private async ValueTask<Step<HeldToken>> LookAsync(TokenHash hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        AccessTokenRow? row;
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(Patience);
            row = await _store.FindLivingAsync(hash, deadline.Token);
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException or OperationCanceledException or TimeoutException
                                      && !cancellationToken.IsCancellationRequested)
        {
            return TokenRefusals.NotNow;
        }

        if (row is null || IsOver(row) || ScopeOf(row) is not { } scope)
        {
            EndOf(hash);
            return IdentifyRefusals.BadGitCredential;
        }

        if (row.ExpiresAt <= now)
        {
            EndOf(hash);
            return TokenRefusals.Expired(row);
        }

        var held = _here.GetOrAdd(hash, static (_, found) => new HeldToken(SignInOf(found.Row, found.Scope), found.Now), (Row: row, Scope: scope, Now: now));
        if (held.SeenAt < now)
        {
            held.SeenAt = now;
        }

        // Whoever ended it meanwhile may have met none.
        if (IsOver(row))
        {
            EndOf(hash);
            return IdentifyRefusals.BadGitCredential;
        }

        return held;
    }

    private static TokenScope? ScopeOf(AccessTokenRow row) =>
        TokenScope.TryMake(row.Actions.Split(' '), row.Project, row.Repository, row.Window, out var scope) ? scope : null;

    private static SignIn SignInOf(AccessTokenRow row, TokenScope scope)
    {
        var source = IPAddress.TryParse(row.MadeFrom, out var from) ? from : IPAddress.None;
        var signIn = new SignIn(row.Id, row.Holder, source, row.MadeAt, row.ExpiresAt)
        {
            First = new FirstFactor(FirstFactor.AccessToken, row.Provider, row.Subject),
            Scope = scope,
            Agent = row.Name,
        };
        signIn.Adopt(row is { FactorMethod: { } method, FactorAt: { } at } ? new MfaProof(method, at) : null);
        return signIn;
    }

    private void EndOf(TokenHash hash)
    {
        if (_here.TryRemove(hash, out var held) && held.SignIn.End())
        {
            Ended?.Invoke(held.SignIn, EndReason.SignedOut);
        }
    }

    /// <summary>All of a holder's tokens are over: here at once, in the database as soon as it can be asked.</summary>
    internal void EndAllOf(string login) => EndAllOf(login, _clock.GetUtcNow());

    private void EndAllOf(string login, DateTimeOffset at)
    {
        _ended.MarkAllOf(login, except: null, at);
        EndWhere(signIn => signIn.Login == login && signIn.OpenedAt <= at ? EndReason.SignedOut : null);
        AllEnded?.Invoke(login, at);
    }

    /// <summary>What a holder who is gone had by then has yet to leave the database.</summary>
    internal void EndLeftOf(string login, DateTimeOffset by) => AllEnded?.Invoke(login, by);
}
