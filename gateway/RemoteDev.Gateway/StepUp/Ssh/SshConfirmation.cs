using RemoteDev.Gateway.Identify.SshKeys;

namespace RemoteDev.Gateway.StepUp.Ssh;

/// <summary>
/// Asks for a fresher factor in the middle of work over SSH. The protocol has no question for a client that is in (RFC 4252, section 5.1: what
/// asks after success is ignored), so a link is shown where the person reads, and what they approve there strengthens the sign-in of the
/// connection that is open.
/// </summary>
internal sealed class SshConfirmation(SshApprovals approvals, SshFactors remembered, TimeProvider clock)
{
    /// <summary>How often it is looked for an approval, which may have been given at another gateway.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Shows a link, and the next one when that is over, until somebody approves or it is not wanted any more. True when it was approved; false
    /// also when no link can be had: then whoever warns again asks again.
    /// </summary>
    /// <param name="what">What the person is at, as they wrote it: shown where they approve.</param>
    /// <param name="isWanted">Whether a fresher factor still keeps anything open.</param>
    /// <param name="show">Shows a link to the person.</param>
    public async Task<bool> AskAsync(SshSignIn signIn, string what, Func<bool> isWanted, Action<string> show, CancellationToken cancellationToken)
    {
        var (waiting, source) = (signIn.Identified.SignIn, signIn.Identified.Connection.Source);
        using var beat = new PeriodicTimer(Beat, clock);
        while (isWanted() && !waiting.HasEnded)
        {
            var until = clock.GetUtcNow() + SshApprovals.Lifetime;
            if (await approvals.BeginAsync(waiting, signIn.Fingerprint, source, what, cancellationToken) is not { } link)
            {
                return false;
            }

            show(link);
            while (isWanted() && !waiting.HasEnded && clock.GetUtcNow() < until)
            {
                // Without a beat it would show one link after the other, as fast as it can: a timer that nobody holds any more says so when it is finalised.
                if (!await beat.WaitForNextTickAsync(cancellationToken))
                {
                    return false;
                }

                if (await approvals.TryTakeAsync(waiting, cancellationToken))
                {
                    remembered.Remember(waiting, signIn.Fingerprint, source);
                    return true;
                }
            }
        }

        return false;
    }
}
