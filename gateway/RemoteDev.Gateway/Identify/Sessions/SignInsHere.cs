using System.Collections.Concurrent;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// The sign-ins that this gateway has met, by the hash of their cookie. A sign-in is one object here whatever cookie it has by now: access
/// sessions hang from it.
/// </summary>
internal sealed class SignInsHere
{
    private readonly ConcurrentDictionary<TokenHash, SignIn> _signIns = new();
    private readonly ConcurrentDictionary<string, byte> _renewing = new(StringComparer.Ordinal);

    /// <summary>All of them at this moment, each once for every cookie it has.</summary>
    public IReadOnlyCollection<KeyValuePair<TokenHash, SignIn>> All() => _signIns.ToArray();

    public SignIn? Find(in TokenHash cookie) => _signIns.GetValueOrDefault(cookie);

    public void Put(in TokenHash cookie, SignIn signIn) => _signIns[cookie] = signIn;

    /// <summary>Removes it in one step: of two callers one gets it.</summary>
    public SignIn? Take(in TokenHash cookie) => _signIns.TryRemove(cookie, out var signIn) ? signIn : null;

    /// <summary>Removes it unless its cookie is just being renewed here: then that it is not where it was says nothing.</summary>
    public bool TryDrop(in TokenHash cookie, SignIn signIn) =>
        !_renewing.ContainsKey(signIn.Id) && _signIns.TryRemove(new KeyValuePair<TokenHash, SignIn>(cookie, signIn));

    public TokenHash? CookieOf(SignIn signIn)
    {
        foreach (var (cookie, one) in _signIns)
        {
            if (ReferenceEquals(one, signIn))
            {
                return cookie;
            }
        }

        return null;
    }

    /// <summary>A cookie was shown that another gateway gave out: for a sign-in that is new here, or for one that is known.</summary>
    public void Meet(in TokenHash cookie, SignInRecord record)
    {
        foreach (var (known, signIn) in _signIns)
        {
            if (signIn.Id == record.Id)
            {
                signIn.Adopt(record.Mfa);
                Rekey(known, cookie, signIn);
                return;
            }
        }

        _signIns.GetOrAdd(cookie, static (_, found) => found.ToSignIn(), record);
    }

    /// <summary>It got another cookie at another gateway.</summary>
    public void Rekey(in TokenHash cookie, in TokenHash renewed, SignIn signIn)
    {
        if (_renewing.ContainsKey(signIn.Id) || signIn.HasEnded)
        {
            return;
        }

        _signIns[renewed] = signIn;
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
}
