using RemoteDev.Policy.Decisions;

namespace RemoteDev.Gateway.Journey;

/// <summary>
/// The fourth proof: policy permits this action on this resource, now, in this session. The <see cref="Permit"/> can be made by
/// RemoteDev.Policy alone; this evidence is made by the Authorize room alone.
/// </summary>
internal sealed class Permitted
{
    private Permitted(Verified verified, Permit permit, AccessSession session, AccessDetail detail)
    {
        Verified = verified;
        Permit = permit;
        Session = session;
        Detail = detail;
    }

    public Verified Verified { get; }

    /// <summary>What was permitted, by which policies, under which obligations.</summary>
    public Permit Permit { get; }

    /// <summary>The access session it happens in.</summary>
    public AccessSession Session { get; }

    /// <summary>The rest of what policy saw, so that the same question can be asked again while a stream lives.</summary>
    public AccessDetail Detail { get; }

    /// <summary>Demands the earlier proof, policy's permit and a session of the same person.</summary>
    public static Permitted By(Verified verified, Permit permit, AccessSession session, AccessDetail detail)
    {
        ArgumentNullException.ThrowIfNull(verified);
        ArgumentNullException.ThrowIfNull(permit);
        return ReferenceEquals(session.SignIn, verified.Identified.SignIn)
            ? new Permitted(verified, permit, session, detail)
            : throw new ArgumentException("The session belongs to another sign-in.", nameof(session));
    }
}
