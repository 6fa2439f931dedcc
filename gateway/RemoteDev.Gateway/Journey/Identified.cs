namespace RemoteDev.Gateway.Journey;

/// <summary>The second proof: it is known who speaks. Made by the Identify room alone.</summary>
internal sealed class Identified
{
    private Identified(Connection connection, SignIn signIn, AccessSession? session, RequestOrigin origin, string? workload)
    {
        Connection = connection;
        SignIn = signIn;
        Session = session;
        Origin = origin;
        Workload = workload;
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
    public static Identified ByWorkload(Connection connection, AccessSession session, string environment) =>
        new(connection, session.SignIn, session, RequestOrigin.Inside, environment);
}
