using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.OpenId.Attempts;

/// <summary>
/// Receives what a provider sent the browser back with. The attempt must be this browser's, for this provider, and of now; and it is
/// spent by whoever brings its state back first, right or wrong.
/// </summary>
internal sealed class OpenIdCallback(AttemptSeal seal, SpentStates spent, TimeProvider clock)
{
    /// <summary>The sign-in as the provider proves it, with the attempt it finishes.</summary>
    /// <param name="cookie">The value of <see cref="AttemptSeal.CookieName"/> as the browser sent it; empty when it sent none.</param>
    public async Task<(SignInAttempt? Attempt, OpenIdStep<ProvenSignIn> Outcome)> ReceiveAsync(
        OpenIdProvider provider, CallbackAnswer? answer, string cookie, CancellationToken cancellationToken)
    {
        if (answer is null)
        {
            return (null, NotBegun("The browser brought no answer of a provider."));
        }

        if (seal.Open(cookie) is not { } attempt || !attempt.IsState(answer.State) || attempt.Provider != provider.Name)
        {
            return (null, NotBegun("This browser did not begin this sign-in with this provider, or finished another one since (state)."));
        }

        if (clock.GetUtcNow() >= attempt.ExpiresAt)
        {
            return (attempt, NotBegun("The sign-in was begun too long ago (state)."));
        }

        try
        {
            return await spent.TrySpendAsync(attempt, cancellationToken)
                ? (attempt, await provider.CompleteAsync(attempt, answer, cancellationToken))
                : (attempt, new OpenIdFault(OpenIdFaultKind.UsedTwice, "The answer came a second time (state)."));
        }
        catch (SharedStateException)
        {
            return (attempt, new OpenIdFault(OpenIdFaultKind.NotReady, "It cannot be asked whether the answer came before."));
        }
    }

    private static OpenIdFault NotBegun(string words) => new(OpenIdFaultKind.NotBegunHere, words);
}
