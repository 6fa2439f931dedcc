using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Access;

/// <summary>The HTTP status a refusal is answered with.</summary>
internal static class RefusalStatus
{
    public static int Of(RefusalCode code) => code switch
    {
        RefusalCode.Malformed => StatusCodes.Status400BadRequest,
        RefusalCode.NotSignedIn or RefusalCode.BadCredential => StatusCodes.Status401Unauthorized,
        RefusalCode.Unknown => StatusCodes.Status404NotFound,
        RefusalCode.LockedOut => StatusCodes.Status429TooManyRequests,
        RefusalCode.UpstreamUnavailable => StatusCodes.Status502BadGateway,
        RefusalCode.NotReady or RefusalCode.TraceUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status403Forbidden,
    };
}
