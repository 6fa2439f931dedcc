using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Connectors;

/// <summary>Adds and removes the public keys of environments' connectors, each time in the trace before it counts.</summary>
internal sealed class ConnectorKeyDesk(IDbContextFactory<AccountContext> contexts, ConnectorKeys keys, CatalogRoom catalog, TraceRoom trace, TimeProvider clock)
{
    /// <summary>Keys of one environment: enough to change one while the other works.</summary>
    public const int Most = 5;

    private const string Kind = "connector-key";

    private static readonly Refusal NoSuch = new(RefusalCode.Unknown, "There is no environment of that name in the catalogue.");

    private static readonly Refusal Taken = new(
        RefusalCode.Denied, "This key is registered already. A key belongs to one person, or to one environment: make a pair for this connector alone.");

    private static readonly Refusal Enough = new(RefusalCode.Denied, "This environment has 5 connector keys. Remove one that is not used before you add another.");

    private static readonly Refusal NoKey = new(RefusalCode.Unknown, "This environment has no such connector key.");

    /// <summary>Registers a key.</summary>
    /// <param name="actor">Already permitted to manage the catalogue.</param>
    /// <param name="name">What it is called; empty: the comment of the line.</param>
    /// <param name="line">The line of a <c>.pub</c> file. Anything may have been pasted.</param>
    public async Task<Step<SshKeyRow>> AddAsync(string environment, string? name, string? line, Actor actor, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Environments.ContainsKey(environment))
        {
            return NoSuch;
        }

        if (!PastedKey.Read(name, line).Passed(out var pasted, out var refusal))
        {
            return refusal;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.SshKeys.AnyAsync(row => row.Fingerprint == pasted.Key.Fingerprint, cancellationToken))
        {
            return Taken;
        }

        if (await context.SshKeys.CountAsync(row => row.Environment == environment, cancellationToken) >= Most)
        {
            return Enough;
        }

        var added = new SshKeyRow
        {
            Fingerprint = pasted.Key.Fingerprint, Login = "", Environment = environment, Name = pasted.Name, Line = pasted.Key.ToLine(), AddedAt = clock.GetUtcNow(),
        };
        var traced = await trace.OpenAsync(
            new CredentialIssued
            {
                Actor = actor.Login, Session = actor.Session, Source = actor.Source?.ToString(), Kind = Kind, For = $"{environment} {added.Fingerprint}",
            },
            cancellationToken);
        if (!traced)
        {
            return IdentifyRefusals.TraceUnavailable;
        }

        context.SshKeys.Add(added);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody registered it between the look and the write.
            return Taken;
        }

        return added;
    }

    /// <summary>Removes a key; what is connected with it is cut. The fingerprint, or why not.</summary>
    /// <param name="actor">Already permitted to manage the catalogue.</param>
    public async Task<Step<string>> RemoveAsync(string environment, string fingerprint, Actor actor, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var removed = await context.SshKeys
            .Where(row => row.Environment == environment && row.Fingerprint == fingerprint).ExecuteDeleteAsync(cancellationToken);
        if (removed == 0)
        {
            return NoKey;
        }

        keys.Drop(fingerprint);
        await trace.OpenAsync(
            new CredentialRevoked
            {
                Actor = actor.Login,
                Session = actor.Session,
                Source = actor.Source?.ToString(),
                Kind = Kind,
                For = $"{environment} {fingerprint}",
                Reason = "Removed by an administrator.",
            },
            cancellationToken);
        return fingerprint;
    }
}
