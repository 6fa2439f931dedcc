namespace RemoteDev.Gateway.Contain.Http;

/// <summary>How a route is contained once it is permitted.</summary>
internal enum RouteKind
{
    /// <summary>Nothing passes.</summary>
    None = 0,

    /// <summary>Headers are filtered, the body is metered.</summary>
    Plain,

    /// <summary>A WebSocket whose frames are checked and metered; its content is the application's own.</summary>
    WebSocket,

    /// <summary>A WebSocket that speaks VS Code's protocol, whose handshake is read.</summary>
    CodeServerSocket,

    /// <summary>Answered with a redirect inside the same origin; nothing is forwarded.</summary>
    Redirect,
}
