using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.StepUp.Recovery;

/// <summary>Gives a person ten new recovery codes; the old ones stop working.</summary>
internal sealed class RecoveryCodeRenewal(
    IDbContextFactory<AccountContext> contexts, RecoveryCodeStore store, FreshRecoveryCodes fresh, TraceRoom trace)
{
    /// <summary>Stores the new ones, after it is in the trace, and leaves them to be shown (<see cref="FreshRecoveryCodes"/>).</summary>
    public async Task<Step<RecoveryCodeSheet>> RenewAsync(Verified verified, CancellationToken cancellationToken)
    {
        var signIn = verified.Identified.SignIn;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var sheet = await store.ReplaceAsync(context, signIn.Login, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        var traced = await trace.OpenAsync(
            new CredentialIssued
            {
                Actor = signIn.Login,
                Source = verified.Identified.Connection.Source.ToString(),
                Kind = "recovery-codes",
                For = signIn.Login,
            },
            cancellationToken);
        if (!traced)
        {
            return FactorRefusals.TraceUnavailable;
        }

        await transaction.CommitAsync(cancellationToken);
        fresh.Put(signIn, sheet);
        return sheet;
    }
}
