using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.StepUp.Totp;

namespace RemoteDev.Gateway.StepUp.Enrolment;

/// <summary>
/// The enrolments that have begun, by the hash of the cookie of the browser they began in, at whichever gateway. That an invitation is used
/// up once is held by the database, in the transaction that stores the account.
/// </summary>
internal sealed class PendingEnrolments(ISharedState shared, TimeProvider clock)
{
    /// <summary>Name of the cookie that holds an enrolment that has begun.</summary>
    public const string CookieName = "__Host-rd-enrol";

    /// <summary>How long somebody may take to set up the app.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>How often one link may be begun with at once, so that no one who is invited keeps the others out.</summary>
    internal const int MostOfOneInvitation = 20;

    // Two browsers of one person may count at once, and one more time is enough for each.
    private const int Attempts = 4;

    /// <summary>Begins one. The cookie for it, or why it cannot begin now.</summary>
    public async ValueTask<Step<Secret>> BeginAsync(
        string login, TokenHash invitation, string? passwordHash, TotpKey key, CancellationToken cancellationToken)
    {
        var cookie = Secret.New();
        var enrolment = new PendingEnrolment(cookie.Hash, login, invitation, passwordHash, key, clock.GetUtcNow() + Lifetime);
        try
        {
            var group = invitation.ToString();
            return (await shared.GroupAsync(SharedKind.Enrolment, group, cancellationToken)).Count < MostOfOneInvitation
                && await shared.TryAddAsync(KeyOf(cookie.Hash), EnrolmentRecord.Of(enrolment, 0).Write(), Lifetime, [group], cancellationToken)
                    ? cookie
                    : EnrolmentRefusals.Crowded;
        }
        catch (SharedStateException)
        {
            return IdentifyRefusals.SharedStateLost;
        }
    }

    /// <summary>The enrolment of a browser's cookie, or why there is none.</summary>
    public async ValueTask<Step<PendingEnrolment>> FindAsync(string? cookie, CancellationToken cancellationToken)
    {
        if (!TokenHash.TryOf(cookie, out var hash))
        {
            return EnrolmentRefusals.NotBegun;
        }

        try
        {
            return await shared.FindAsync(KeyOf(hash), cancellationToken) is { } value
                && EnrolmentRecord.Read(value.Data)?.For(hash) is { } enrolment
                && clock.GetUtcNow() < enrolment.ExpiresAt
                    ? enrolment
                    : EnrolmentRefusals.NotBegun;
        }
        catch (SharedStateException)
        {
            return IdentifyRefusals.SharedStateLost;
        }
    }

    /// <summary>
    /// Counts a wrong code and says how many there were. The count only decides on a hint, so it is 1 when it cannot be kept.
    /// </summary>
    public async ValueTask<int> CountWrongCodeAsync(PendingEnrolment enrolment, CancellationToken cancellationToken)
    {
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var left = enrolment.ExpiresAt - clock.GetUtcNow();
                if (left <= TimeSpan.Zero
                    || await shared.FindAsync(KeyOf(enrolment.Cookie), cancellationToken) is not { } value
                    || EnrolmentRecord.Read(value.Data) is not { } record)
                {
                    return 1;
                }

                var wrong = record.WrongCodes + 1;
                if (await shared.TryReplaceAsync(
                    KeyOf(enrolment.Cookie), value.Version, EnrolmentRecord.Of(enrolment, wrong).Write(), left, cancellationToken))
                {
                    return wrong;
                }
            }
        }
        catch (SharedStateException)
        {
            // As below.
        }

        return 1;
    }

    /// <summary>
    /// Forgets this one and whatever else began with the same invitation. What is not forgotten because nobody answers ends by itself, and
    /// its invitation is used up.
    /// </summary>
    public async ValueTask ForgetAsync(PendingEnrolment enrolment, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var other in await shared.GroupAsync(SharedKind.Enrolment, enrolment.Invitation.ToString(), cancellationToken))
            {
                await shared.TakeAsync(other.Key, cancellationToken);
            }
        }
        catch (SharedStateException)
        {
            // It opens nothing.
        }
    }

    private static SharedKey KeyOf(TokenHash cookie) => new(SharedKind.Enrolment, cookie.ToString());
}
