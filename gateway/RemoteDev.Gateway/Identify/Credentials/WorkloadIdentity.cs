using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>
/// Whether an environment itself is speaking: it shows its secret, and it does so from where it is connected. One that was replaced is
/// a copy, and an alarm, wherever it comes from.
/// </summary>
internal sealed class WorkloadIdentity(
    WorkloadCredentialStore store, CatalogRoom catalog, WorkloadAlarms alarms, TimeProvider clock, IEnvironmentConnections? connections = null)
{
    /// <summary>Null when it does, with what it showed; otherwise what it is told.</summary>
    public async ValueTask<(WorkloadProof Proof, Refusal? Why)> ProveAsync(Connection connection, string name, string secret, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Environments.TryGetValue(name, out var environment) || !TokenHash.TryOf(secret, out var shown))
        {
            return (default, WorkloadRefusals.Unknown);
        }

        try
        {
            return await DatabaseDeadline.KeepAsync(token => ProveAsync(connection, environment, shown, token), clock, cancellationToken);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            return (default, IdentifyRefusals.DatabaseLost);
        }
    }

    /// <summary>
    /// Why each of those that proved themselves before may not go on, or null where its credential comes from the one that an administrator gave
    /// last, and lives. A renewal changes nothing.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The database does not answer; by its answer nobody may be told from anybody.</exception>
    /// <exception cref="TimeoutException">The same, when it says nothing at all.</exception>
    public async ValueTask<IReadOnlyList<Refusal?>> WhyNotAnyMoreAsync(IReadOnlyList<Identified> proven, CancellationToken cancellationToken)
    {
        string[] environments = [.. proven.Select(one => one.Workload!).Distinct(StringComparer.Ordinal)];
        var present = await DatabaseDeadline.KeepAsync(token => store.PresentAsync(environments, token), clock, cancellationToken);
        return [.. proven.Select(one => WhyNotPresent(one, present.GetValueOrDefault(one.Workload!)))];
    }

    /// <summary>Why one that proved itself may not speak from there any more, as far as is known without the database.</summary>
    /// <param name="unconnected">Whether it may while no connector of its environment is connected: one that restarts is away for seconds.</param>
    public Refusal? WhyNotThere(Identified proven, bool unconnected = false)
    {
        var source = Plain(proven.Connection.Source);
        return !catalog.Current.Environments.TryGetValue(proven.Workload!, out var environment) ? WorkloadRefusals.Gone(proven.Workload!)
            : unconnected && IsUnconnected(environment) ? WhyNotInItsNetworks(environment, source)
            : WhyNotFrom(environment, source);
    }

    /// <summary>Whether an environment comes to the gateway by a connector, and none of it is connected.</summary>
    public bool IsUnconnected(string name) => catalog.Current.Environments.TryGetValue(name, out var environment) && IsUnconnected(environment);

    private async Task<(WorkloadProof Proof, Refusal? Why)> ProveAsync(
        Connection connection, EnvironmentEntry environment, TokenHash shown, CancellationToken cancellationToken)
    {
        var name = environment.Name;
        var source = Plain(connection.Source);
        var (standing, at, issuedAt) = await store.JudgeAsync(name, shown, source, cancellationToken);
        if (standing == WorkloadStanding.Superseded)
        {
            await alarms.RaiseAsync(name, source, at, cancellationToken);
            return (default, WorkloadRefusals.Superseded(name, at));
        }

        // Where it is wrong is said only to whoever holds it: the operator who wrote the wrong network, or the thief it stops.
        var why = standing switch
        {
            WorkloadStanding.Current or WorkloadStanding.Previous => WhyNotFrom(environment, source),
            WorkloadStanding.Overtaken => WorkloadRefusals.Overtaken(name),
            WorkloadStanding.Ended => WorkloadRefusals.Ended(name, at),
            _ => WorkloadRefusals.Unknown,
        };
        if (why is null)
        {
            await store.UsedAsync(name, shown, source, cancellationToken);
        }

        return (new WorkloadProof(shown, issuedAt), why);
    }

    private Refusal? WhyNotPresent(Identified proven, WorkloadCredentialRow? present) =>
        present is null || present.IssuedAt != proven.WorkloadIssuedAt ? WorkloadRefusals.Reissued(proven.Workload!)
            : clock.GetUtcNow() >= present.ExpiresAt ? WorkloadRefusals.Ended(proven.Workload!, present.ExpiresAt)
            : null;

    // An environment that comes to the gateway speaks from the address it has come from; its networks hold as well where it names any.
    private Refusal? WhyNotFrom(EnvironmentEntry environment, IPAddress source)
    {
        if (environment.Ssh is { IsByConnector: true })
        {
            return connections?.SourcesOf(environment.Name).Contains(source) == true
                ? WhyNotInItsNetworks(environment, source)
                : WorkloadRefusals.OtherConnection(environment.Name, source);
        }

        return Holds(environment, source) ? null : WorkloadRefusals.OtherNetwork(environment.Name, source);
    }

    private static Refusal? WhyNotInItsNetworks(EnvironmentEntry environment, IPAddress source) =>
        environment.Sources.IsEmpty || Holds(environment, source) ? null : WorkloadRefusals.OtherNetwork(environment.Name, source);

    private bool IsUnconnected(EnvironmentEntry environment) =>
        environment.Ssh is { IsByConnector: true } && connections?.SourcesOf(environment.Name) is not { Count: > 0 };

    private static IPAddress Plain(IPAddress source) => source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;

    private static bool Holds(EnvironmentEntry environment, IPAddress source) =>
        environment.Sources.Any(cidr => IPNetwork.TryParse(cidr, out var network) && network.Contains(source));
}
