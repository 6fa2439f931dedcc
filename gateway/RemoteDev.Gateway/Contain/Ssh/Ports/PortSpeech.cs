namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>In what a client behind a forwarded port can be answered.</summary>
internal enum PortSpeech
{
    /// <summary>In nothing that the gateway knows.</summary>
    Unknown = 0,

    /// <summary>In HTTP.</summary>
    Http,

    /// <summary>In messages of VS Code within WebSocket frames.</summary>
    Framed,

    /// <summary>In messages of VS Code, bare.</summary>
    Bare,
}
