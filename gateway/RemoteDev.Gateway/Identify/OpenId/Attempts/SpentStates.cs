using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.OpenId.Attempts;

/// <summary>The states that came back already, at whichever gateway. Each comes back once.</summary>
internal sealed class SpentStates(ISharedState shared, TimeProvider clock)
{
    /// <summary>Spends the attempt in one step: of two who bring it, one gets true.</summary>
    /// <exception cref="SharedStateException">It cannot be asked whether somebody brought it before.</exception>
    public ValueTask<bool> TrySpendAsync(SignInAttempt attempt, CancellationToken cancellationToken) =>
        TokenHash.TryOf(attempt.State, out var state) && attempt.ExpiresAt - clock.GetUtcNow() is var left && left > TimeSpan.Zero
            ? shared.TryAddAsync(new SharedKey(SharedKind.OpenIdState, state.ToString()), ReadOnlyMemory<byte>.Empty, left, [], cancellationToken)
            : new(false);
}
