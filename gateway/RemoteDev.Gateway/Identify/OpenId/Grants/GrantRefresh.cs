using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Identify.OpenId.People;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.OpenId.Grants;

/// <summary>
/// Asks the providers again while people work: whether the sign-in still stands there, and what the claims give now. A no ends the
/// sign-in with everything that hangs from it; a provider that does not answer is waited for as long as the grace, and no longer.
/// </summary>
internal sealed partial class GrantRefresh(
    OpenIdProviders providers, ProviderGrants grants, ProviderPeople people, ProviderWords words, SignInSessions signIns, TimeProvider clock, ILogger<GrantRefresh> log)
{
    private const int AtOnce = 8;

    /// <summary>While the provider does not answer it is asked this often.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Between opening a sign-in and keeping what came with it nobody ends it for want of that.</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromMinutes(1);

    /// <summary>The providers by which somebody is signed in here.</summary>
    public IReadOnlySet<string> Providers() => signIns.All().Select(signIn => signIn.First.Provider).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Asks for every sign-in of this gateway that is due.</summary>
    public Task AskAllAsync(CancellationToken cancellationToken) => Task.WhenAll(Providers().Select(provider => AskAllOfAsync(provider, cancellationToken)));

    /// <summary>Asks one provider for each of its sign-ins that is due. One that does not answer takes its patience for each of them.</summary>
    public Task AskAllOfAsync(string provider, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        signIns.All().Where(signIn => signIn.First.Provider == provider),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
        async (signIn, token) => await AskAsync(signIn, token));

    /// <summary>
    /// Ends the sign-ins of those for whom their provider may not speak any more, and what people opened on the portal without the provider
    /// that speaks for them now.
    /// </summary>
    public void EndTheUnspoken(CatalogSnapshot snapshot)
    {
        foreach (var signIn in signIns.All())
        {
            if (snapshot.People.TryGetValue(signIn.Login, out var person) && !Stands(signIn.First, person, snapshot))
            {
                signIns.End(signIn, EndReason.PersonChanged);
            }
        }
    }

    // Whoever has a provider signs in by no other way but an SSH key, which they put there after they had come in by it.
    internal static bool Stands(FirstFactor first, PersonEntry person, CatalogSnapshot snapshot) => first.Provider is { } provider
        ? person.Provider == provider && snapshot.Providers.GetValueOrDefault(provider)?.SpeaksFor(person.Vendor) == true
        : person.Provider is null || first.Method is not ("password" or "passkey" or "invitation" or "openid");

    private async Task AskAsync(SignIn signIn, CancellationToken cancellationToken)
    {
        try
        {
            if (providers.Find(signIn.First.Provider!) is not { } provider)
            {
                signIns.End(signIn, EndReason.ProviderEnded);
                return;
            }

            var now = clock.GetUtcNow();
            if (await grants.FindAsync(signIn.Id, cancellationToken) is not { } found)
            {
                if (now - signIn.OpenedAt >= Opening)
                {
                    signIns.End(signIn, EndReason.ProviderLost);
                }

                return;
            }

            // Whoever moves the hour asks; a refresh token is good for one question.
            if (found.Grant is { RefreshToken: not null } grant && now >= grant.AskAt
                && await grants.TryReplaceAsync(signIn, found.Version, grant with { AskAt = now + provider.Options.ClaimsRefreshInterval }, cancellationToken))
            {
                await AskAsync(provider, signIn, grant, now, cancellationToken);
            }
        }
        catch (SharedStateException)
        {
            // Whether the gateways know enough to go on is for who watches the shared state to say.
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            // What goes wrong for one person keeps nobody else from being asked for.
            LogFailed(failed, signIn.Login, signIn.First.Provider!);
        }
    }

    private async Task AskAsync(OpenIdProvider provider, SignIn signIn, ProviderGrant grant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var next = grant with { AskAt = now + provider.Options.ClaimsRefreshInterval, LostSince = null };
        if ((await provider.RefreshAsync(grant, cancellationToken)).Passed(out var refreshed, out var fault))
        {
            // Kept first: the old one may be worth nothing any more.
            next = next with { RefreshToken = refreshed.RefreshToken ?? grant.RefreshToken, IdToken = refreshed.IdToken ?? grant.IdToken };
            await ReplaceAsync(signIn, next, cancellationToken);
            if (!refreshed.Identity.HasClaims)
            {
                await words.HeardAsync(provider.Name, signIn.Login, cancellationToken);
                return;
            }

            if ((await people.RecogniseAsync(refreshed.Identity, signIn.Source, cancellationToken)).Passed(out var who, out fault) && who.Person.Login == signIn.Login)
            {
                return;
            }

            fault ??= new OpenIdFault(OpenIdFaultKind.NotListed, "The subject is somebody else here now.");
        }

        var since = grant.LostSince ?? now;
        if (fault.Kind is not (OpenIdFaultKind.Unreachable or OpenIdFaultKind.ClientRefused or OpenIdFaultKind.ClockWrong or OpenIdFaultKind.NotReady))
        {
            LogEnded(signIn.Login, provider.Name, fault.Kind, fault.Words);
            signIns.End(signIn, fault.Kind == OpenIdFaultKind.Suspended ? EndReason.Suspended : EndReason.ProviderEnded);
        }
        else if (now - since >= provider.Options.ClaimsRefreshGrace)
        {
            LogEnded(signIn.Login, provider.Name, fault.Kind, fault.Words);
            signIns.End(signIn, EndReason.ProviderLost);
        }
        else
        {
            LogWaiting(provider.Name, signIn.Login, fault.Kind, fault.Words);
            await ReplaceAsync(signIn, next with { AskAt = now + RetryAfter, LostSince = since }, cancellationToken);
        }
    }

    private async Task ReplaceAsync(SignIn signIn, ProviderGrant grant, CancellationToken cancellationToken)
    {
        if (await grants.FindAsync(signIn.Id, cancellationToken) is { } current)
        {
            await grants.TryReplaceAsync(signIn, current.Version, grant, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sign-in of {Login} by {Provider} ends ({Kind}): {Words}")]
    private partial void LogEnded(string login, string provider, OpenIdFaultKind kind, string words);

    [LoggerMessage(Level = LogLevel.Error, Message = "Asking {Provider} again about {Login} failed, and is tried when it is next due")]
    private partial void LogFailed(Exception failed, string login, string provider);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider} cannot be asked about {Login} now ({Kind}), whose sign-in goes on within the grace: {Words}")]
    private partial void LogWaiting(string provider, string login, OpenIdFaultKind kind, string words);
}
