using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>
/// Makes and revokes access tokens: each is in the trace before it opens anything, and one that takes another's place does so in the step
/// that writes it. A database that does not answer is an answer too: nothing was made, or nothing is known to have ended.
/// </summary>
internal sealed partial class AccessTokenDesk(
    AccessTokenStore store, AccessTokens tokens, AccessTokenEndings endings, TokenLifetimes lifetimes, CatalogRoom catalog, TraceRoom trace, TimeProvider clock)
{
    /// <summary>What the trace calls them.</summary>
    public const string Kind = "access-token";

    /// <summary>Living ones of one holder.</summary>
    public const int Most = 20;

    /// <summary>A new token for the person, shown once. The caller has asked for a fresh factor and for places that the person may know of.</summary>
    /// <param name="by">Who makes it, with the factor that will stand behind it.</param>
    /// <param name="askedFrom">The address that gets it, if that is not the browser's.</param>
    public async Task<Step<IssuedAccessToken>> IssueAsync(NewAccessToken wanted, Verified by, string? askedFrom, CancellationToken cancellationToken)
    {
        var signIn = by.Identified.SignIn;
        if (signIn.HasEnded)
        {
            return TokenRefusals.SignInOver;
        }

        if (WhyNot(wanted, signIn) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var secret = Secret.New();
        var row = new AccessTokenRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Hash = secret.Hash.ToString(),
            Holder = signIn.Login,
            Name = wanted.Name!.Trim(),
            Actions = string.Join(' ', wanted.Scope.Actions),
            Project = wanted.Scope.Project,
            Repository = wanted.Scope.Repository,
            Window = wanted.Scope.Window,
            MadeAt = now,
            MadeBy = signIn.Login,
            MadeIn = signIn.Id,
            MadeFrom = by.Identified.Connection.Source.ToString(),
            FactorMethod = by.Mfa.Method,
            FactorAt = by.Mfa.At,
            Provider = signIn.First.Provider,
            Subject = signIn.First.Subject,
            ExpiresAt = wanted.Until,
        };
        var maker = new Actor(row.MadeBy, Actor.Portal, null, by.Identified.Connection.Source);
        return await AddAsync(row, wanted, secret, maker, signIn, askedFrom, cancellationToken);
    }

    private async Task<Step<IssuedAccessToken>> AddAsync(
        AccessTokenRow row, NewAccessToken wanted, Secret secret, Actor maker, SignIn? signIn, string? askedFrom, CancellationToken cancellationToken)
    {
        try
        {
            // One of that name that has expired, or that this one takes the place of, ends with the step that writes this one.
            var old = await store.NamedAsync(row.Holder, row.Name, cancellationToken);
            if (old is not null && !wanted.Replaces && old.ExpiresAt > row.MadeAt)
            {
                return TokenRefusals.Taken;
            }

            var living = await store.CountAsync(row.Holder, row.MadeAt, cancellationToken);
            if (living - (old?.ExpiresAt > row.MadeAt ? 1 : 0) >= Most)
            {
                return TokenRefusals.Enough;
            }

            var issued = new CredentialIssued
            {
                Actor = row.MadeBy,
                Session = maker.Session,
                Source = row.MadeFrom,
                Kind = Kind,
                For = row.Holder,
                Credential = row.Id,
                Scope = wanted.Scope.Text,
                Expires = row.ExpiresAt,
                AskedFrom = askedFrom,
            };
            if (!await trace.OpenAsync(issued, cancellationToken))
            {
                return IdentifyRefusals.TraceUnavailable;
            }

            if (signIn is { HasEnded: true })
            {
                return TokenRefusals.SignInOver;
            }

            if (!await store.TryAddAsync(row, old?.Id, cancellationToken))
            {
                return TokenRefusals.Taken;
            }

            if (old is not null)
            {
                await ConcludeAsync(old, maker, "Another took its place.", cancellationToken);
            }

            return await WhyUndoAsync(row, signIn, cancellationToken) is { } undone ? undone : new IssuedAccessToken(row, AccessTokens.Prefix + secret.Reveal());
        }
        catch (Exception fault) when (DatabaseFault.IsOne(fault))
        {
            // Whether it was written may not be known; nobody will ever have its value.
            endings.Remove(row, "It was never handed out.");
            return TokenRefusals.NotMade;
        }
    }

    /// <summary>A holder's tokens, the newest first, those among them that expired lately.</summary>
    public Task<IReadOnlyList<AccessTokenRow>> OfAsync(string holder, CancellationToken cancellationToken) => store.OfAsync(holder, 5 * Most, cancellationToken);

    private Refusal? WhyNot(NewAccessToken wanted, SignIn signIn)
    {
        if (signIn.Scope is not null)
        {
            return TokenRefusals.NotByToken;
        }

        return WhyNot(wanted);
    }

    private Refusal? WhyNot(NewAccessToken wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted.Name) || wanted.Name.Trim().Length > ColumnLength.KeyName || wanted.Name.Any(char.IsControl))
        {
            return TokenRefusals.BadName;
        }

        var length = wanted.Until - clock.GetUtcNow();
        if (length > lifetimes.Longest || (length < TokenLifetimes.Shortest && !wanted.Replaces) || length <= TimeSpan.Zero)
        {
            return TokenRefusals.BadLifetime(lifetimes.Longest);
        }

        var scope = wanted.Scope;
        if (!scope.Actions.Contains("gitPush", StringComparer.Ordinal) && scope.Actions.Any(action => action is "gitTag" or "gitDeleteBranch"))
        {
            return TokenRefusals.NotPushing;
        }

        var known = catalog.Current;
        return scope.Project is { } project && !known.Projects.ContainsKey(project) ? TokenRefusals.NoPlace
            : scope.Repository is { } repository && !known.Repositories.ContainsKey(repository) ? TokenRefusals.NoPlace
            : scope.Window is { } window && !known.Windows.ContainsKey(window) ? TokenRefusals.NoWindow
            : null;
    }

    // What two did at once, or what ended while it was written.
    private async Task<Refusal?> WhyUndoAsync(AccessTokenRow row, SignIn? signIn, CancellationToken cancellationToken)
    {
        var over = signIn is { HasEnded: true } || tokens.IsOver(row);
        if (!over && await store.CountAsync(row.Holder, row.MadeAt, cancellationToken) <= Most)
        {
            return null;
        }

        endings.Remove(row, "It was never handed out.");
        return over ? TokenRefusals.SignInOver : TokenRefusals.Enough;
    }
}
