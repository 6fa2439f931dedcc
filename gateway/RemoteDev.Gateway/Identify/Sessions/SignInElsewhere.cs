using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>Looks up a sign-in that this gateway has not met, unless it ended in a way that Redis has yet to hear of.</summary>
internal sealed class SignInElsewhere(SignInShare share, SignInEndBook book, EndedSignIns ended)
{
    /// <summary>What the others know of it, or why nobody is known by it.</summary>
    public async ValueTask<Step<SignInRecord>> FindAsync(TokenHash cookie, CancellationToken cancellationToken)
    {
        if (share.IsAlone)
        {
            return IdentifyRefusals.NotSignedIn;
        }

        try
        {
            if (await share.FindAsync(cookie, cancellationToken) is not { } record || ended.Has(record))
            {
                return IdentifyRefusals.NotSignedIn;
            }

            return await book.EndedAsync(record, cancellationToken) switch
            {
                null => IdentifyRefusals.SharedStateLost,
                true => IdentifyRefusals.SignedOut,
                false => record,
            };
        }
        catch (SharedStateException)
        {
            return IdentifyRefusals.SharedStateLost;
        }
    }
}
