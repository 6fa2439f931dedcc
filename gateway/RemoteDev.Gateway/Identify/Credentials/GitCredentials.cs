using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>What the git door's basic credentials say about who speaks. Called by <see cref="IdentifyRoom"/> alone.</summary>
internal sealed class GitCredentials(
    GitPasswordStore passwords, WorkloadCredentialStore workloads, SessionTickets tickets, CatalogRoom catalog)
{
    /// <summary>What a workload's user name begins with; no login contains a colon.</summary>
    public const string WorkloadPrefix = "environment:";

    private const int MaxLength = 256;

    public async ValueTask<Step<Identified>> IdentifyAsync(
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

        return LoginName.Canonical(userName) is { } login && passwords.Find(password) is { } signIn && signIn.Login == login
            ? Identified.BySignIn(connection, signIn)
            : IdentifyRefusals.BadGitCredential;
    }

    private async ValueTask<Step<Identified>> IdentifyWorkloadAsync(
        Connection connection, string name, string secret, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Environments.TryGetValue(name, out var environment)
            || !TokenHash.TryOf(secret, out var hash)
            || !await workloads.IsCurrentAsync(name, hash, cancellationToken))
        {
            return IdentifyRefusals.BadGitCredential;
        }

        // Said only to whoever holds the secret: the operator who wrote the wrong network, or the thief it stops.
        if (!IsFrom(environment, connection.Source))
        {
            return new Refusal(
                RefusalCode.BadCredential,
                $"The credential of environment {name} is not accepted from {connection.Source}; its sources in the catalogue do not hold that address.");
        }

        return tickets.LiveIn(name) switch
        {
            [] => new Refusal(
                RefusalCode.NotSignedIn,
                $"Nobody is working in environment {name} at this moment, and an environment fetches or pushes only for a person who is."),
            var live when live.Any(session => session.Login != live[0].Login) => new Refusal(
                RefusalCode.Denied,
                $"More than one person is working in environment {name}, so it cannot be known for whom it speaks. Use your personal git password from your account page."),
            var live => Identified.ByWorkload(connection, live.MaxBy(session => session.OpenedAt)!, name),
        };
    }

    private static bool IsFrom(EnvironmentEntry environment, IPAddress source)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        return environment.Sources.Any(cidr => IPNetwork.TryParse(cidr, out var network) && network.Contains(address));
    }
}
