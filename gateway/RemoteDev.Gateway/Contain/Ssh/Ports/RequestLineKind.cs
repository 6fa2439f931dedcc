namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>What the first line that a client writes to a forwarded port begins.</summary>
internal enum RequestLineKind
{
    /// <summary>It looks like a request and cannot be followed.</summary>
    Unknown = 0,

    /// <summary>Nothing that a server of HTTP would take.</summary>
    Other,

    /// <summary>A request of HTTP/1.0 or HTTP/1.1.</summary>
    Http,
}
