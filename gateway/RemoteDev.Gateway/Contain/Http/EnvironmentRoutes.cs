using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.CodeServer;

namespace RemoteDev.Gateway.Contain.Http;

/// <summary>Says what a request to an environment would do, by the environment's kind.</summary>
internal static class EnvironmentRoutes
{
    public static RouteVerdict Judge(EnvironmentEntry environment, HttpRequest request, bool upgrade) => environment.Kind switch
    {
        "code-server" => CodeServerRoutes.Judge(environment, request.Method, request.Path.Value!, request.QueryString.Value!, upgrade),
        "web" => upgrade ? RouteVerdict.WebSocket : RouteVerdict.Browse,

        // A kind that a later version knows, or a misspelt one: nothing is known of its ways out.
        _ => default,
    };
}
