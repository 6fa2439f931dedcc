using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>Issues the credentials with which environments speak at the git door.</summary>
internal sealed class WorkloadCredentialDesk(WorkloadCredentialStore store, CatalogRoom catalog, TraceRoom trace)
{
    /// <summary>A new one, after it is in the trace. The one before opens nothing any more.</summary>
    /// <param name="actor">Already permitted to manage the catalogue.</param>
    public async Task<Step<WorkloadCredential>> RotateAsync(string environment, Actor actor, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Environments.ContainsKey(environment))
        {
            return new Refusal(RefusalCode.Unknown, "There is no environment of that name in the catalogue.");
        }

        var traced = await trace.OpenAsync(
            new CredentialIssued
            {
                Actor = actor.Login, Session = actor.Session, Source = actor.Source?.ToString(), Kind = "workload-secret", For = environment,
            },
            cancellationToken);
        return traced
            ? new WorkloadCredential(GitCredentials.WorkloadPrefix + environment, await store.RotateAsync(environment, actor.Login, cancellationToken))
            : IdentifyRefusals.TraceUnavailable;
    }
}
