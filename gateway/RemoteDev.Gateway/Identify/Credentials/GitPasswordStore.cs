using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>
/// The git passwords people make for themselves. Each hangs from the sign-in it was made in, so it has that sign-in's second
/// factor behind it and ends with it at the latest. One per sign-in: a new one ends the one before. Kept in memory, by hash.
/// </summary>
internal sealed class GitPasswordStore
{
    /// <summary>Says what it is to people and to scanners for leaked secrets.</summary>
    public const string Prefix = "rdg_";

    private readonly Lock _gate = new();
    private readonly Dictionary<SignIn, TokenHash> _bySignIn = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TokenHash, SignIn> _byHash = [];

    public GitPasswordStore(SignInSessions signIns) => signIns.Ended += (signIn, _) => Revoke(signIn);

    /// <summary>A new password, shown once; the one before opens nothing any more.</summary>
    public string Issue(SignIn signIn)
    {
        var secret = Secret.New();
        lock (_gate)
        {
            Revoke(signIn);

            // An ended sign-in gets a password that opens nothing; the page that asked is about to learn of the end.
            if (!signIn.HasEnded)
            {
                _bySignIn[signIn] = secret.Hash;
                _byHash[secret.Hash] = signIn;
            }
        }

        return Prefix + secret.Reveal();
    }

    public bool Has(SignIn signIn)
    {
        lock (_gate)
        {
            return _bySignIn.ContainsKey(signIn);
        }
    }

    /// <summary>False when there was none.</summary>
    public bool Revoke(SignIn signIn)
    {
        lock (_gate)
        {
            return _bySignIn.Remove(signIn, out var hash) && _byHash.Remove(hash);
        }
    }

    /// <summary>The live sign-in a password belongs to, or null.</summary>
    public SignIn? Find(string password)
    {
        if (!password.StartsWith(Prefix, StringComparison.Ordinal) || !TokenHash.TryOf(password.AsSpan(Prefix.Length), out var hash))
        {
            return null;
        }

        lock (_gate)
        {
            return _byHash.TryGetValue(hash, out var signIn) && !signIn.HasEnded ? signIn : null;
        }
    }
}
