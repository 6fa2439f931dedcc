namespace RemoteDev.Gateway.Journey;

/// <summary>What kind of bytes an open stream carries.</summary>
internal enum StreamKind
{
    None = 0,
    Http,
    WebSocket,
    GitFetch,
    GitPush,

    /// <summary>Events the gateway itself sends to a page: banners, live lists.</summary>
    Notices,
}
