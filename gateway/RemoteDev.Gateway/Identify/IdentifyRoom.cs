using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify;

/// <summary>
/// The second door: who speaks? Answers with <see cref="Identified"/> for a live sign-in, a live access session or a valid git
/// credential of a person whom the catalogue knows and has not suspended, at this moment. It never opens anything, never asks
/// how strong the identity is (that is StepUp's) and never believes a header about who or where somebody is.
/// </summary>
internal sealed class IdentifyRoom(
    SignInSessions signIns, SessionTickets tickets, CatalogRoom catalog, GitCredentials git, SharedStateWatch shared)
{
    /// <summary>Name of the cookie that holds the sign-in on the portal's origin.</summary>
    public const string CookieName = "__Host-rd";

    /// <summary>Name of the cookie by which a browser is known again, longer than any sign-in lives.</summary>
    public const string DeviceCookieName = "__Host-rd-device";

    /// <summary>The person whose browser is at the portal, by the cookie of its sign-in and the browser's own mark.</summary>
    public async ValueTask<Step<Identified>> FromPortalAsync(Connection connection, HttpRequest request, CancellationToken cancellationToken)
    {
        if (connection.Door != Door.Portal || !TokenHash.TryOf(CookieHeader.Find(request.Headers.Cookie, CookieName), out var hash))
        {
            return IdentifyRefusals.NotSignedIn;
        }

        if (!(await signIns.LookAsync(hash, DeviceOf(request), cancellationToken)).Passed(out var signIn, out var unknown))
        {
            return unknown;
        }

        return WhyNot(signIn) is { } refusal ? refusal : Identified.BySignIn(connection, signIn);
    }

    /// <summary>The mark that a browser shows at the portal, or null.</summary>
    public static TokenHash? DeviceOf(HttpRequest request) =>
        TokenHash.TryOf(CookieHeader.Find(request.Headers.Cookie, DeviceCookieName), out var device) ? device : null;

    /// <summary>The person whose browser is inside an access session, by the ticket cookie of that environment's origin.</summary>
    public Step<Identified> FromEnvironment(Connection connection, HttpRequest request)
    {
        if (connection.Door != Door.Environment
            || !TokenHash.TryOf(CookieHeader.Find(request.Headers.Cookie, SessionTickets.CookieName), out var hash)
            || tickets.Find(hash) is not { } session
            || session.Kind != SessionKind.Environment
            || session.Place != connection.Place)
        {
            return IdentifyRefusals.NotEntered;
        }

        if (session.HasEnded)
        {
            return session.Ending!;
        }

        return WhyNot(session.SignIn) is { } refusal ? refusal : Identified.BySession(connection, session);
    }

    /// <summary>
    /// Who is at the git door, by HTTP basic credentials: <c>environment:{name}</c> with that environment's workload secret,
    /// speaking for the one person whose session is live in it, or a login with an access token.
    /// </summary>
    public async ValueTask<Step<Identified>> FromGitAsync(
        Connection connection, string userName, string password, CancellationToken cancellationToken)
    {
        if (connection.Door != Door.Git)
        {
            return IdentifyRefusals.NotSignedIn;
        }

        var step = await git.IdentifyAsync(connection, userName, password, cancellationToken);
        return step.Passed(out var identified, out _) && WhyNot(identified) is { } refusal ? refusal : step;
    }

    private Refusal? WhyNot(Identified identified) => identified.Service is null ? WhyNot(identified.SignIn)
        : shared.IsLost ? IdentifyRefusals.SharedStateLost
        : identified.SignIn.HasEnded ? IdentifyRefusals.SignedOut
        : ServiceStanding.WhyNot(catalog.Current, identified.Login, identified.Connection.Source);

    private Refusal? WhyNot(SignIn signIn) =>
        shared.IsLost ? IdentifyRefusals.SharedStateLost
        : signIn.HasEnded ? IdentifyRefusals.SignedOut
        : IdentifyRefusals.WhyNot(signIn.First, catalog.Current.People.GetValueOrDefault(signIn.Login));
}
