using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp;

/// <summary>
/// The third door: does a second factor stand behind the identity? Answers with <see cref="Verified"/> for a sign-in in which a
/// factor was shown, for every door alike. How fresh it must be is policy's to say.
/// </summary>
internal sealed class StepUpRoom
{
    /// <summary>Passes with the freshest factor of the sign-in, or says that one is needed. A service account passes as what it is.</summary>
    public Step<Verified> Verify(Identified identified)
    {
        if (identified.SignIn.HasEnded)
        {
            return FactorRefusals.SignInOver;
        }

        if (identified.Service is not null)
        {
            return Verified.OfService(identified);
        }

        return identified.SignIn.Mfa is { } proof ? Verified.With(identified, proof) : FactorRefusals.Needed;
    }
}
