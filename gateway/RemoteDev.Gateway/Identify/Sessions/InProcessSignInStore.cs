using System.Collections.Concurrent;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>Keeps sign-ins in memory: a restart signs everyone out, which is the safe way to forget.</summary>
internal sealed class InProcessSignInStore : ISignInStore
{
    private readonly ConcurrentDictionary<TokenHash, SignIn> _signIns = new();

    public void Add(in TokenHash key, SignIn signIn) => _signIns[key] = signIn;

    public SignIn? Find(in TokenHash key) => _signIns.GetValueOrDefault(key);

    public SignIn? Take(in TokenHash key) => _signIns.TryRemove(key, out var signIn) ? signIn : null;

    public IReadOnlyCollection<KeyValuePair<TokenHash, SignIn>> All() => _signIns.ToArray();
}
