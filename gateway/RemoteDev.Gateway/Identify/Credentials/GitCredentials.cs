using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.OpenId.People;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>What the git door's basic credentials say about who speaks. Called by <see cref="IdentifyRoom"/> alone.</summary>
internal sealed class GitCredentials(
    AccessTokens tokens,
    WorkloadIdentity workloads,
    SessionTickets tickets,
    LockoutBook lockouts,
    ProviderVouching vouching,
    CatalogRoom catalog,
    GatewayOrigins origins,
    TimeProvider clock)
{
    /// <summary>What a workload's user name begins with; no login contains a colon.</summary>
    public const string WorkloadPrefix = "environment:";

    private const int MaxLength = 256;

    public async ValueTask<Step<Identified>> IdentifyAsync(
        Connection connection, string userName, string password, CancellationToken cancellationToken)
    {
        // A good credential is never counted: git sends many requests at once. 256 random bits are not found by those that race in here.
        var address = LockoutKey.Git(connection.Source);
        if (lockouts.Of(address).LockedUntil > clock.GetUtcNow())
        {
            return IdentifyRefusals.LockedOut;
        }

        var step = await KnowAsync(connection, userName, password, cancellationToken);
        if (!step.Passed(out _, out var refusal) && (ReferenceEquals(refusal, IdentifyRefusals.BadGitCredential) || ReferenceEquals(refusal, WorkloadRefusals.Unknown)))
        {
            lockouts.Begin(address);
        }

        return step;
    }

    private async ValueTask<Step<Identified>> KnowAsync(
        Connection connection, string userName, string password, CancellationToken cancellationToken)
    {
        if (userName.Length > MaxLength || password.Length > MaxLength)
        {
            return IdentifyRefusals.BadGitCredential;
        }

        if (userName.StartsWith(WorkloadPrefix, StringComparison.Ordinal))
        {
            return await IdentifyWorkloadAsync(connection, userName[WorkloadPrefix.Length..], password, cancellationToken);
        }

        if (ServiceStanding.IsService(userName))
        {
            return (await tokens.FindAsync(userName, password, connection.Source, cancellationToken)).Passed(out var service, out var unknown)
                ? Identified.ByService(connection, service)
                : unknown;
        }

        if (LoginName.Canonical(userName) is not { } login)
        {
            return IdentifyRefusals.BadGitCredential;
        }

        if (!(await tokens.FindAsync(login, password, connection.Source, cancellationToken)).Passed(out var signIn, out var refusal))
        {
            return refusal;
        }

        // A provider knows nothing of the token, and the person may have left it.
        return catalog.Current.People.GetValueOrDefault(login) is { Provider: not null } person
            && await vouching.WhyNotAsync(person, origins.Portal, cancellationToken) is { } unvouched
                ? unvouched
                : Identified.BySignIn(connection, signIn);
    }

    private async ValueTask<Step<Identified>> IdentifyWorkloadAsync(
        Connection connection, string name, string secret, CancellationToken cancellationToken)
    {
        var (proof, why) = await workloads.ProveAsync(connection, name, secret, cancellationToken);
        if (why is not null)
        {
            return why;
        }

        return tickets.LiveIn(name) switch
        {
            [] => new Refusal(
                RefusalCode.NotSignedIn,
                $"Nobody is working in environment {name} at this moment, and an environment fetches or pushes only for a person who is."),
            var live when live.Any(session => session.Login != live[0].Login) => new Refusal(
                RefusalCode.Denied,
                $"More than one person is working in environment {name}, so it cannot be known for whom it speaks. Use an access token from your account page."),
            var live => Identified.ByWorkload(connection, live.MaxBy(session => session.OpenedAt)!, name, proof.IssuedAt),
        };
    }
}
