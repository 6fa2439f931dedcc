using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Journey;

/// <summary>The second proof: it is known who speaks. Made by the Identify room alone.</summary>
internal sealed class Identified
{
    private Identified(Connection connection, SignIn signIn, AccessSession? session, RequestOrigin origin, string? workload, string? service = null)
    {
        Connection = connection;
        SignIn = signIn;
        Session = session;
        Origin = origin;
        Workload = workload;
        Service = service;
    }

    public Connection Connection { get; }

    /// <summary>The sign-in by which the person is known, also when an environment speaks for that person.</summary>
    public SignIn SignIn { get; }

    public string Login => SignIn.Login;

    /// <summary>The access session this connection continues, or null when it has yet to be opened.</summary>
    public AccessSession? Session { get; }

    public RequestOrigin Origin { get; }

    /// <summary>The environment whose workload credential was shown, or null.</summary>
    public string? Workload { get; }

    /// <summary>When an administrator gave the environment the credential from which the one that was shown came; null without one.</summary>
    public DateTimeOffset? WorkloadIssuedAt { get; private init; }

    /// <summary>The service account that speaks, or null where a person does.</summary>
    public string? Service { get; }

    /// <summary>A browser on the portal, or entering an environment: known by its sign-in, no access session yet.</summary>
    public static Identified BySignIn(Connection connection, SignIn signIn) =>
        new(connection, signIn, null, RequestOrigin.Outside, null);

    /// <summary>A browser or client inside an access session that is already open.</summary>
    public static Identified BySession(Connection connection, AccessSession session) =>
        new(connection, session.SignIn, session, RequestOrigin.Outside, null);

    /// <summary>
    /// An environment spoke with its own credential. It speaks for the person whose access session is live in it: no live
    /// person, no identity, so nothing is fetched or pushed at night by a machine alone, and the push ends with the session.
    /// </summary>
    /// <param name="issuedAt">What it began with: whatever runs by it ends when an administrator gives another.</param>
    public static Identified ByWorkload(Connection connection, AccessSession session, string environment, DateTimeOffset issuedAt) =>
        new(connection, session.SignIn, session, RequestOrigin.Inside, environment) { WorkloadIssuedAt = issuedAt };

    /// <summary>
    /// A machine spoke with a token of its service account, which is no person and has no second factor: it continues no session, and is for
    /// nothing beyond the token's scope.
    /// </summary>
    public static Identified ByService(Connection connection, SignIn signIn) =>
        signIn.Login.StartsWith(Uids.ServicePrefix, StringComparison.Ordinal) && signIn.Scope is not null
            ? new(connection, signIn, null, RequestOrigin.Outside, null, signIn.Login[Uids.ServicePrefix.Length..])
            : throw new ArgumentException("The sign-in is not one of a service account's token.", nameof(signIn));
}
