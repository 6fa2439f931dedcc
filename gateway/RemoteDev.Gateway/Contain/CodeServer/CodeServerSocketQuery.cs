using RemoteDev.Gateway.Contain.Http;

namespace RemoteDev.Gateway.Contain.CodeServer;

/// <summary>
/// The IDE's socket. With <c>skipWebSocketFrames=true</c> there would be raw bytes behind the handshake and nothing to read, so
/// the address must say false, once, plainly.
/// </summary>
internal static class CodeServerSocketQuery
{
    private static readonly string[] Keys = ["reconnectionToken", "reconnection", "skipWebSocketFrames", "tkn"];

    public static RouteVerdict Judge(string query) =>
        StrictQuery.TryRead(query, Keys, out var read)
        && read["skipWebSocketFrames"] == "false"
        && (read["reconnection"] is "true" or "false")
        && Guid.TryParseExact(read["reconnectionToken"], "D", out _)
            ? RouteVerdict.CodeServerSocket
            : RouteVerdict.Refuse("This is not how the IDE opens its connection.");
}
