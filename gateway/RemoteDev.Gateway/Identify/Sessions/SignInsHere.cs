using System.Collections.Concurrent;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// The sign-ins that this gateway has met, by the hash of their cookie. A sign-in is one object here whatever cookie it has by now: access
/// sessions hang from it.
/// </summary>
internal sealed class SignInsHere
{
    private readonly ConcurrentDictionary<TokenHash, Held> _signIns = new();
    private readonly ConcurrentDictionary<string, byte> _renewing = new(StringComparer.Ordinal);

    /// <summary>
    /// All of them at one moment, each once for every cookie it has. Walked through as it changes, the dictionary could show neither the old
    /// cookie of one nor the new one.
    /// </summary>
    public IReadOnlyCollection<KeyValuePair<TokenHash, SignIn>> All() =>
        [.. _signIns.ToArray().Select(pair => KeyValuePair.Create(pair.Key, pair.Value.SignIn))];

    public SignIn? Find(in TokenHash cookie) => _signIns.GetValueOrDefault(cookie)?.SignIn;

    /// <summary>Whether a browser that shows this mark is the one whose sign-in the cookie names; a sign-in that is no browser's asks for none.</summary>
    public bool IsOf(in TokenHash cookie, TokenHash? device) =>
        _signIns.TryGetValue(cookie, out var held) && (!held.IsMarked || (held.Mark is { } mark && device is { } shown && shown == mark));

    public void Put(in TokenHash cookie, SignIn signIn) => _signIns[cookie] = new Held(signIn);

    /// <summary>Removes it in one step: of two callers one gets it.</summary>
    public SignIn? Take(in TokenHash cookie) => _signIns.TryRemove(cookie, out var held) ? held.SignIn : null;

    /// <summary>Removes one that has ended, under whatever cookie it is by now; null when somebody else has.</summary>
    /// <param name="met">The cookie under which it was met.</param>
    public TokenHash? TakeAway(in TokenHash met, SignIn ended)
    {
        if (Take(met) is not null)
        {
            return met;
        }

        // A renewal that sees the end removes it itself; one that did not has left it here under its new cookie.
        return CookieOf(ended) is { } renewed && Take(renewed) is not null ? renewed : null;
    }

    /// <summary>Removes it unless its cookie is just being renewed here: then that it is not where it was says nothing.</summary>
    public bool TryDrop(in TokenHash cookie, SignIn signIn) =>
        !_renewing.ContainsKey(signIn.Id)
        && _signIns.TryGetValue(cookie, out var held)
        && ReferenceEquals(held.SignIn, signIn)
        && _signIns.TryRemove(KeyValuePair.Create(cookie, held));

    public TokenHash? CookieOf(SignIn signIn)
    {
        foreach (var (cookie, one) in _signIns)
        {
            if (ReferenceEquals(one.SignIn, signIn))
            {
                return cookie;
            }
        }

        return null;
    }

    /// <summary>A cookie was shown that another gateway gave out: for a sign-in that is new here, or for one that is known.</summary>
    public void Meet(in TokenHash cookie, SignInRecord record)
    {
        foreach (var (known, signIn) in All())
        {
            if (signIn.Id == record.Id)
            {
                signIn.Adopt(record.Mfa);
                Rekey(known, cookie, signIn);
                return;
            }
        }

        _signIns.GetOrAdd(cookie, static (_, found) => new Held(found.ToSignIn()), record);
    }

    /// <summary>It got another cookie at another gateway.</summary>
    public void Rekey(in TokenHash cookie, in TokenHash renewed, SignIn signIn)
    {
        if (_renewing.ContainsKey(signIn.Id) || signIn.HasEnded)
        {
            return;
        }

        _signIns[renewed] = new Held(signIn);
        if (cookie != renewed)
        {
            _signIns.TryRemove(cookie, out _);
        }

        // Whoever ended it meanwhile may have met neither.
        if (signIn.HasEnded)
        {
            _signIns.TryRemove(renewed, out _);
        }
    }

    /// <summary>One renewal of a sign-in at a time; <see cref="Renewed"/> ends it.</summary>
    public bool TryBeginRenewal(SignIn signIn) => _renewing.TryAdd(signIn.Id, 0);

    public void Renewed(SignIn signIn) => _renewing.TryRemove(signIn.Id, out _);

    /// <summary>A sign-in with its browser's mark as it is compared, so that no request has to read it from text.</summary>
    private sealed class Held(SignIn signIn)
    {
        public SignIn SignIn { get; } = signIn;

        public bool IsMarked { get; } = signIn.Device is not null;

        /// <summary>Null also when what is stored cannot be read: then no browser is the one.</summary>
        public TokenHash? Mark { get; } = TokenHash.TryRead(signIn.Device, out var mark) ? mark : null;
    }
}
