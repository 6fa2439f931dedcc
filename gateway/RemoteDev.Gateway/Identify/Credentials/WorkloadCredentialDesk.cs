using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>Gives environments the secrets with which they speak at the git door, and lets each renew its own.</summary>
internal sealed class WorkloadCredentialDesk(WorkloadCredentialStore store, WorkloadIdentity identity, LockoutBook lockouts, CatalogRoom catalog, IdentifyOptions options, TraceRoom trace, TimeProvider clock)
{
    /// <summary>The word of it in the trace.</summary>
    public const string Kind = "workload-secret";

    /// <summary>A new one, after it is in the trace. Those before open nothing any more.</summary>
    /// <param name="actor">Already permitted to manage the catalogue.</param>
    public async Task<Step<WorkloadCredential>> IssueAsync(string environment, Actor actor, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Environments.ContainsKey(environment))
        {
            return new Refusal(RefusalCode.Unknown, "There is no environment of that name in the catalogue.");
        }

        var traced = await trace.OpenAsync(
            new CredentialIssued
            {
                Actor = actor.Login,
                Session = actor.Session,
                Source = actor.Source?.ToString(),
                Kind = Kind,
                For = environment,
                Expires = clock.GetUtcNow() + options.WorkloadLength,
            },
            cancellationToken);
        return traced
            ? await store.IssueAsync(environment, actor.Login, cancellationToken)
            : IdentifyRefusals.TraceUnavailable;
    }

    /// <summary>A new one in place of the one that is shown, for the environment itself and from where it is connected.</summary>
    public async Task<Step<WorkloadCredential>> RenewAsync(Connection connection, string userName, string secret, CancellationToken cancellationToken)
    {
        if (connection.Door != Door.Git || !userName.StartsWith(GitCredentials.WorkloadPrefix, StringComparison.Ordinal))
        {
            return WorkloadRefusals.Unknown;
        }

        // Guesses here and at git itself are guesses at the same.
        var address = LockoutKey.Git(connection.Source);
        if (lockouts.Of(address).LockedUntil > clock.GetUtcNow())
        {
            return IdentifyRefusals.LockedOut;
        }

        var environment = userName[GitCredentials.WorkloadPrefix.Length..];
        var (proof, why) = await identity.ProveAsync(connection, environment, secret, cancellationToken);
        if (why is not null)
        {
            if (ReferenceEquals(why, WorkloadRefusals.Unknown))
            {
                lockouts.Begin(address);
            }

            return why;
        }

        var (renewed, traced) = ((WorkloadCredential?)null, true);
        try
        {
            (renewed, traced) = await DatabaseDeadline.KeepAsync(
                token => store.RenewAsync(environment, proof.Shown, connection.Source, expires => TraceAsync(connection, userName, environment, expires, token), token),
                clock,
                cancellationToken);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            // Whether it was renewed may not be known; then its answer is lost, and the one that is here renews again.
            return IdentifyRefusals.DatabaseLost;
        }

        return renewed is not null ? renewed : traced ? WorkloadRefusals.RenewedAlready : IdentifyRefusals.TraceUnavailable;
    }

    private Task<bool> TraceAsync(Connection connection, string userName, string environment, DateTimeOffset expires, CancellationToken cancellationToken) =>
        trace.OpenAsync(
            new CredentialRenewed { Actor = userName, Source = connection.Source.ToString(), Kind = Kind, For = environment, Expires = expires },
            cancellationToken).AsTask();
}
