using System.Net;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Authorize.Decisions;

/// <summary>Everything a decision depends on beside policy, catalogue and time.</summary>
internal readonly record struct Question(
    string Login, MfaProof? Mfa, IPAddress Source, DeviceCertificate? Device, RequestOrigin Origin, EntityUid Action, EntityUid Resource, AccessDetail Detail)
{
    /// <summary>What the sign-in behind it is for; null when policy alone says.</summary>
    public TokenScope? Scope { get; init; }

    /// <summary>The question behind a request.</summary>
    public static Question Of(Verified verified, EntityUid action, EntityUid resource, AccessDetail detail) => new(
        verified.Identified.Login,
        verified.Factor,
        verified.Identified.Connection.Source,
        verified.Identified.Connection.Device,
        verified.Identified.Origin,
        action,
        resource,
        detail)
    {
        Scope = verified.Identified.SignIn.Scope,
    };

    /// <summary>The question a live stream was opened under, asked again with the factor that stands behind the sign-in now.</summary>
    public static Question Of(Permitted permitted) => new(
        permitted.Session.Login,
        permitted.Session.SignIn.Mfa,
        permitted.Verified.Identified.Connection.Source,
        permitted.Verified.Identified.Connection.Device,
        permitted.Verified.Identified.Origin,
        permitted.Permit.Action,
        permitted.Permit.Resource,
        permitted.Detail)
    {
        Scope = permitted.Session.SignIn.Scope,
    };

    /// <summary>The question a whole session stands on: from where and by which device it was opened, with the factor behind the sign-in now.</summary>
    public static Question Of(AccessSession session, SessionBasis basis) => new(
        session.Login, session.SignIn.Mfa, session.Source, session.Device, RequestOrigin.Outside, basis.Action, basis.Resource, basis.Detail)
    {
        Scope = session.SignIn.Scope,
    };
}
