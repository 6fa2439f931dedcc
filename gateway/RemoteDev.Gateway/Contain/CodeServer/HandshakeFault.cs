namespace RemoteDev.Gateway.Contain.CodeServer;

/// <summary>What was wrong with a handshake of VS Code's protocol.</summary>
internal enum HandshakeFault
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>It asked for connection type 3: raw TCP to any host and port.</summary>
    Tunnel,

    /// <summary>It is not the handshake the IDE makes.</summary>
    Unknown,
}
