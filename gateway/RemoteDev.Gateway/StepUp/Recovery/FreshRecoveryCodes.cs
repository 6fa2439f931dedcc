using System.Collections.Concurrent;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp.Recovery;

/// <summary>
/// New codes between being made and being seen. They are shown in the sign-in that made them until the person says they are
/// saved, for ten minutes at most, and then exist as hashes only.
/// </summary>
internal sealed class FreshRecoveryCodes
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<SignIn, (RecoveryCodeSheet Sheet, DateTimeOffset Until)> _fresh = new(ReferenceEqualityComparer.Instance);
    private readonly TimeProvider _clock;

    public FreshRecoveryCodes(SignInSessions signIns, TimeProvider clock)
    {
        _clock = clock;
        signIns.Ended += (signIn, _) => Forget(signIn);
        signIns.Swept += Sweep;
    }

    public void Put(SignIn signIn, RecoveryCodeSheet sheet)
    {
        _fresh[signIn] = (sheet, _clock.GetUtcNow() + Lifetime);

        // Whoever ended it meanwhile may have found nothing to forget.
        if (signIn.HasEnded)
        {
            Forget(signIn);
        }
    }

    internal int Count => _fresh.Count;

    /// <summary>The codes that wait to be saved, or null.</summary>
    public RecoveryCodeSheet? Find(SignIn signIn)
    {
        if (!_fresh.TryGetValue(signIn, out var entry))
        {
            return null;
        }

        if (_clock.GetUtcNow() < entry.Until)
        {
            return entry.Sheet;
        }

        Forget(signIn);
        return null;
    }

    public void Forget(SignIn signIn) => _fresh.TryRemove(signIn, out _);

    // What was never looked at.
    private void Sweep()
    {
        foreach (var (signIn, entry) in _fresh)
        {
            if (_clock.GetUtcNow() >= entry.Until)
            {
                Forget(signIn);
            }
        }
    }
}
