using System.Net;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Identify.Connectors;

/// <summary>
/// Knows environments' connectors by their keys. A connector opens no sign-in: its key says which environment speaks, and the catalogue
/// whether that is reached so, and from where.
/// </summary>
internal sealed class ConnectorKeys(IDbContextFactory<AccountContext> contexts, CatalogRoom catalog, SshKeyUses uses, TraceRoom trace, TimeProvider clock)
{
    /// <summary>What stands before the <c>%</c> in the user name of a connector: <c>environment%payments-vm</c>.</summary>
    public const string UserName = "environment";

    /// <summary>Raised with the fingerprint of a key that was removed. Handlers must not block or throw.</summary>
    public event Action<string>? Dropped;

    /// <summary>The keys of an environment, oldest first.</summary>
    public async Task<IReadOnlyList<SshKeyRow>> OfAsync(string environment, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.SshKeys.AsNoTracking().Where(row => row.Environment == environment).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.AddedAt)];
    }

    /// <summary>
    /// The environment whose key it is, or null. A certificate is no connector's, whatever key it holds. Throws what
    /// <see cref="DatabaseFault"/> knows when it cannot be said now.
    /// </summary>
    public async ValueTask<string?> EnvironmentOfAsync(SshPublicKey key, CancellationToken cancellationToken) =>
        key.Certificate is null ? await EnvironmentOfAsync(key.Fingerprint, cancellationToken) : null;

    /// <summary>Says which environment a connector speaks for, or why it may not. A refusal is in the trace.</summary>
    /// <param name="key">The key whose signature over this connection was verified.</param>
    /// <param name="environment">What <see cref="EnvironmentOfAsync(SshPublicKey, CancellationToken)"/> said of it.</param>
    /// <param name="login">What stood before the <c>%</c> of the user name, or null.</param>
    /// <param name="named">What stood behind it.</param>
    public async ValueTask<Step<ConnectorIdentity>> OpenAsync(
        Connection connection, SshPublicKey key, string environment, string? login, string? named, CancellationToken cancellationToken)
    {
        var identity = new ConnectorIdentity(environment, key.Fingerprint, connection.Source);
        var refusal = login == UserName && named == environment ? WhyNot(identity) : ConnectorRefusals.OtherName(environment);
        if (refusal is null)
        {
            await uses.NoteAsync(key.Fingerprint, cancellationToken);
            return identity;
        }

        await trace.OpenAsync(
            new SignInRefused
            {
                Source = connection.Source.ToString(), Login = GitCredentials.WorkloadPrefix + environment, Code = refusal.Code, Reason = refusal.Reason,
            },
            cancellationToken);
        return refusal;
    }

    /// <summary>Why the catalogue does not let this connector be one now, or null.</summary>
    public Refusal? WhyNot(ConnectorIdentity connector)
    {
        if (catalog.Current.Environments.GetValueOrDefault(connector.Environment) is not { Ssh.IsByConnector: true } environment)
        {
            return ConnectorRefusals.NotByConnector(connector.Environment);
        }

        if (environment.Sources.IsEmpty)
        {
            return ConnectorRefusals.Nowhere(connector.Environment);
        }

        return environment.Sources.Any(cidr => IPNetwork.TryParse(cidr, out var network) && network.Contains(connector.Source))
            ? null
            : ConnectorRefusals.OtherSource(connector.Environment, connector.Source);
    }

    /// <summary>The same, and whether its key is still the environment's.</summary>
    public async ValueTask<Refusal?> WhyNotAsync(ConnectorIdentity connector, CancellationToken cancellationToken)
    {
        try
        {
            return await EnvironmentOfAsync(connector.Fingerprint, cancellationToken) == connector.Environment ? WhyNot(connector) : ConnectorRefusals.Removed;
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            // Nobody knows any more whose key it is.
            return ConnectorRefusals.Unknowable;
        }
    }

    internal void Drop(string fingerprint) => Dropped?.Invoke(fingerprint);

    private Task<string?> EnvironmentOfAsync(string fingerprint, CancellationToken cancellationToken) => DatabaseDeadline.KeepAsync(
        async token =>
        {
            await using var context = await contexts.CreateDbContextAsync(token);
            return await context.SshKeys.Where(row => row.Fingerprint == fingerprint).Select(row => row.Environment).SingleOrDefaultAsync(token);
        },
        clock,
        cancellationToken);
}
