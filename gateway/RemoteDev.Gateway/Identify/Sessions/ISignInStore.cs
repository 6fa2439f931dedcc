using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Where the sign-ins of this instance, or of all replicas, are kept by the hash of their cookie. Lifetimes and ends are
/// judged above it (<see cref="SignInSessions"/>), so that every store means the same by them.
/// </summary>
internal interface ISignInStore
{
    void Add(in TokenHash key, SignIn signIn);

    SignIn? Find(in TokenHash key);

    /// <summary>Removes it in one atomic step: of two callers one gets it.</summary>
    SignIn? Take(in TokenHash key);

    /// <summary>All that are kept, ended ones included, each once for every key it has.</summary>
    IReadOnlyCollection<KeyValuePair<TokenHash, SignIn>> All();
}
