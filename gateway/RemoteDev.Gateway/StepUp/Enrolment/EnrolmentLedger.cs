using System.Net;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Passkeys;
using RemoteDev.Gateway.StepUp.Recovery;
using RemoteDev.Gateway.StepUp.Totp;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.StepUp.Enrolment;

/// <summary>Writes a finished enrolment: all of it or nothing, and the trace first.</summary>
internal sealed class EnrolmentLedger(
    IDbContextFactory<AccountContext> contexts,
    InvitationStore invitations,
    TotpStore authenticators,
    RecoveryCodeStore recoveryCodes,
    TraceRoom trace,
    TimeProvider clock)
{
    /// <summary>Uses the invitation up and stores account, second factor and recovery codes; every factor of before is gone.</summary>
    /// <param name="signIn">The sign-in that begins with it.</param>
    public async Task<Step<RecoveryCodeSheet>> StoreAsync(
        PendingEnrolment enrolment, EnrolledFactor factor, SignIn signIn, CancellationToken cancellationToken)
    {
        RecoveryCodeSheet? sheet = null;
        AuditEvent[] opened =
        [
            SignInEvents.Succeeded(signIn),
            new MfaVerified { Actor = enrolment.Login, Source = signIn.Source.ToString(), SignIn = signIn.Id, Method = factor.Method },
        ];
        var why = await StoreAsync(
            enrolment,
            factor,
            signIn.Source,
            async context => sheet = await recoveryCodes.ReplaceAsync(context, enrolment.Login, cancellationToken),
            opened,
            cancellationToken);
        return why is null && sheet is not null ? sheet : why ?? EnrolmentRefusals.Closed;
    }

    /// <summary>
    /// Uses the invitation up and stores the second factor of somebody who signs in by a provider. Their account has no password and, because
    /// nobody is signed in who could be shown any, no recovery codes: they make those on their account page.
    /// </summary>
    public Task<Refusal?> StoreFactorAsync(PendingEnrolment enrolment, EnrolledFactor factor, IPAddress source, CancellationToken cancellationToken) => StoreAsync(
        enrolment,
        factor,
        source,
        context => context.RecoveryCodes.Where(row => row.Login == enrolment.Login).ExecuteDeleteAsync(cancellationToken),
        [],
        cancellationToken);

    private async Task<Refusal?> StoreAsync(
        PendingEnrolment enrolment,
        EnrolledFactor factor,
        IPAddress source,
        Func<AccountContext, Task> replaceCodes,
        IReadOnlyList<AuditEvent> opened,
        CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await invitations.AcceptAsync(context, enrolment.Invitation, enrolment.Login, cancellationToken))
        {
            return EnrolmentRefusals.Closed;
        }

        await PutAccountAsync(context, enrolment, cancellationToken);
        await authenticators.ReplaceAsync(context, enrolment.Login, enrolment.Key, factor.Step, cancellationToken);
        await PasskeyStore.ReplaceAsync(context, enrolment.Login, factor.Passkey, cancellationToken);
        await replaceCodes(context);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (factor.Passkey is not null)
        {
            return PasskeyRefusals.Taken;
        }

        if (!await TraceAsync(enrolment.Login, factor, source.ToString(), opened, cancellationToken))
        {
            return IdentifyRefusals.TraceUnavailable;
        }

        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private async Task PutAccountAsync(AccountContext context, PendingEnrolment enrolment, CancellationToken cancellationToken)
    {
        await context.Accounts.Where(row => row.Id == enrolment.Login).ExecuteDeleteAsync(cancellationToken);
        context.Accounts.Add(new Account(enrolment.Login)
        {
            PasswordHash = enrolment.PasswordHash,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            EnrolledAt = clock.GetUtcNow(),
        });
    }

    private async Task<bool> TraceAsync(
        string login, EnrolledFactor factor, string source, IReadOnlyList<AuditEvent> opened, CancellationToken cancellationToken)
    {
        AuditEvent[] events =
        [
            new InvitationAccepted { Actor = login, Source = source, Login = login },
            new MfaEnrolled { Actor = login, Source = source, Method = factor.Method, Name = factor.Passkey?.Name },
            .. opened,
        ];
        foreach (var happened in events)
        {
            if (!await trace.OpenAsync(happened, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }
}
