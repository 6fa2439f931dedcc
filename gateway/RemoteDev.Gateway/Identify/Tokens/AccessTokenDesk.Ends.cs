using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>The ends of tokens.</summary>
internal sealed partial class AccessTokenDesk
{
    /// <summary>From this moment the token opens nothing, here at once and everywhere within a second. Its row, or that there is none.</summary>
    /// <param name="actor">The holder, or somebody who is permitted to manage people.</param>
    /// <param name="holder">Whose it must be; null for the operator, who may name any.</param>
    public async Task<Step<AccessTokenRow>> RevokeAsync(string? holder, string? id, Actor actor, string reason, CancellationToken cancellationToken)
    {
        try
        {
            if (id is not { Length: > 0 and <= ColumnLength.TokenId } || await store.FindAsync(id, cancellationToken) is not { } row || (holder is not null && row.Holder != holder))
            {
                return TokenRefusals.NoToken;
            }

            return await RemoveAsync(row, actor, reason, cancellationToken) ? row : TokenRefusals.NoToken;
        }
        catch (Exception fault) when (DatabaseFault.IsOne(fault))
        {
            return TokenRefusals.NotRevoked;
        }
    }

    /// <summary>Its holder has no use for it any more (RFC 7009). Whoever has the value may say so; what is none is gone as well.</summary>
    /// <returns>Null when the value opens nothing any more, or why that is not known.</returns>
    public async Task<Refusal?> RevokeValueAsync(string? value, IPAddress source, CancellationToken cancellationToken)
    {
        try
        {
            if (value?.StartsWith(AccessTokens.Prefix, StringComparison.Ordinal) == true
                && TokenHash.TryOf(value.AsSpan(AccessTokens.Prefix.Length), out var hash)
                && await store.FindAsync(hash, cancellationToken) is { } row)
            {
                await RemoveAsync(row, new Actor(row.Holder, Actor.OAuth, null, source), "Given back by whoever held it.", cancellationToken);
            }

            return null;
        }
        catch (Exception fault) when (DatabaseFault.IsOne(fault))
        {
            return TokenRefusals.NotRevoked;
        }
    }

    /// <summary>One that was made and that nobody got after all opens nothing, here at once, everywhere as soon as the database takes it.</summary>
    public void TakeBack(AccessTokenRow row, string reason) => endings.Remove(row, reason);

    /// <summary>Whether nobody has ended it.</summary>
    /// <exception cref="System.Data.Common.DbException">The database does not answer.</exception>
    public async Task<bool> StandsAsync(string id, CancellationToken cancellationToken) =>
        (await store.StandingAsync([id], cancellationToken)).Contains(id);

    private async Task<bool> RemoveAsync(AccessTokenRow row, Actor actor, string reason, CancellationToken cancellationToken)
    {
        // It counts as over before it is traced: revoking is never held up.
        tokens.End(row.Id, EndReason.SignedOut);
        if (!await store.TryRemoveAsync(row.Id, cancellationToken))
        {
            return false;
        }

        await ConcludeAsync(row, actor, reason, cancellationToken);
        return true;
    }

    // It has left the database.
    private async Task ConcludeAsync(AccessTokenRow row, Actor actor, string reason, CancellationToken cancellationToken)
    {
        await endings.TellAsync(row.Id, cancellationToken);
        await trace.OpenAsync(
            new CredentialRevoked
            {
                Actor = actor.Login, Session = actor.Session, Source = actor.Source?.ToString(), Kind = Kind, For = row.Holder, Credential = row.Id, Reason = reason,
            },
            cancellationToken);
    }
}
