namespace RemoteDev.Gateway.Journey;

/// <summary>
/// The fourth proof: policy permits this action on this resource, now, in this session. Made by the Authorize room alone.
/// </summary>
internal sealed class Permitted
{
    private Permitted(Verified verified, AccessSession session)
    {
        Verified = verified;
        Session = session;
    }

    public Verified Verified { get; }

    /// <summary>The access session it happens in.</summary>
    public AccessSession Session { get; }

    /// <summary>Demands the earlier proof and a session of the same person.</summary>
    public static Permitted By(Verified verified, AccessSession session)
    {
        ArgumentNullException.ThrowIfNull(verified);
        return ReferenceEquals(session.SignIn, verified.Identified.SignIn)
            ? new Permitted(verified, session)
            : throw new ArgumentException("The session belongs to another sign-in.", nameof(session));
    }
}
