using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.SshKeys;

/// <summary>Adds and removes people's own public keys, each time in the trace before it counts.</summary>
internal sealed class SshKeyDesk(IDbContextFactory<AccountContext> contexts, SshSignIns signIns, TraceRoom trace, TimeProvider clock)
{
    /// <summary>Keys of one person.</summary>
    public const int Most = 20;

    private const string Kind = "ssh-key";

    private static readonly Refusal Taken = new(RefusalCode.Denied, "This key is registered already. A key belongs to one person, or to one environment.");

    private static readonly Refusal Enough = new(RefusalCode.Denied, "You have 20 keys. Remove one that you do not use before you add another.");

    /// <summary>Registers a key of the person who shows a second factor.</summary>
    /// <param name="verified">How fresh the factor must be, the caller says.</param>
    /// <param name="name">What its owner calls it; empty: the comment of the line.</param>
    /// <param name="line">The line of a <c>.pub</c> file. Anything may have been pasted.</param>
    public async Task<Step<SshKeyRow>> AddAsync(Verified verified, string? name, string? line, CancellationToken cancellationToken)
    {
        if (!PastedKey.Read(name, line).Passed(out var pasted, out var refusal))
        {
            return refusal;
        }

        var (key, called) = pasted;
        var login = verified.Identified.Login;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.SshKeys.AnyAsync(row => row.Fingerprint == key.Fingerprint, cancellationToken))
        {
            return Taken;
        }

        if (await context.SshKeys.CountAsync(row => row.Login == login, cancellationToken) >= Most)
        {
            return Enough;
        }

        var added = new SshKeyRow { Fingerprint = key.Fingerprint, Login = login, Name = called, Line = key.ToLine(), AddedAt = clock.GetUtcNow() };
        var traced = await trace.OpenAsync(
            new CredentialIssued
            {
                Actor = login, Source = verified.Identified.Connection.Source.ToString(), Kind = Kind, For = $"{login} {key.Fingerprint}",
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

    /// <summary>Removes a key of the person's own; whoever is signed in with it is signed out. False when they have no such key.</summary>
    public async Task<bool> RemoveAsync(Verified verified, string fingerprint, CancellationToken cancellationToken)
    {
        var login = verified.Identified.Login;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var removed = await context.SshKeys.Where(row => row.Login == login && row.Fingerprint == fingerprint).ExecuteDeleteAsync(cancellationToken);
        if (removed == 0)
        {
            return false;
        }

        signIns.EndAllWith(fingerprint, EndReason.SignedOut);
        await trace.OpenAsync(
            new CredentialRevoked
            {
                Actor = login,
                Source = verified.Identified.Connection.Source.ToString(),
                Kind = Kind,
                For = $"{login} {fingerprint}",
                Reason = "Removed by its owner.",
            },
            cancellationToken);
        return true;
    }
}
