namespace RemoteDev.Gateway.Listen;

/// <summary>Which listener a connection came in by. It is set on the connection when it is accepted; no header can change it.</summary>
internal enum ListenerKind
{
    /// <summary>A listener nobody named: nothing is served on it.</summary>
    None = 0,

    /// <summary>Portal, environments and git.</summary>
    Public,

    /// <summary>Health and readiness, nothing else.</summary>
    Management,

    /// <summary>The operator's socket in the data folder; only the gateway's own account can open it.</summary>
    Operator,
}
