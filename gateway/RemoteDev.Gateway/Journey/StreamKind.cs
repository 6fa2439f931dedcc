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

    /// <summary>A shell over SSH.</summary>
    Terminal,

    /// <summary>One command over SSH.</summary>
    Command,

    /// <summary>SFTP, scp or rsync.</summary>
    FileTransfer,

    /// <summary>A TCP port, forwarded either way, or an agent or display.</summary>
    PortForward,
}
