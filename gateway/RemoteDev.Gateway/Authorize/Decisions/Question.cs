using System.Net;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Authorize.Decisions;

/// <summary>Everything a decision depends on beside policy, catalogue and time.</summary>
internal readonly record struct Question(
    string Login, MfaProof? Mfa, IPAddress Source, RequestOrigin Origin, EntityUid Action, EntityUid Resource, AccessDetail Detail)
{
    /// <summary>The question behind a request.</summary>
    public static Question Of(Verified verified, EntityUid action, EntityUid resource, AccessDetail detail) => new(
        verified.Identified.Login,
        verified.Mfa,
        verified.Identified.Connection.Source,
        verified.Identified.Origin,
        action,
        resource,
        detail);

    /// <summary>The question a live stream was opened under, asked again with the factor that stands behind the sign-in now.</summary>
    public static Question Of(Permitted permitted) => new(
        permitted.Session.Login,
        permitted.Session.SignIn.Mfa,
        permitted.Verified.Identified.Connection.Source,
        permitted.Verified.Identified.Origin,
        permitted.Permit.Action,
        permitted.Permit.Resource,
        permitted.Detail);
}
