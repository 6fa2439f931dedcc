namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>What a connection to VS Code's server is for. The names stand in the trace.</summary>
internal enum IdeConnectionKind
{
    /// <summary>No connection of VS Code, or one that has not said yet.</summary>
    None = 0,

    /// <summary>Files, terminals and settings.</summary>
    Management,

    /// <summary>The extensions that run inside.</summary>
    ExtensionHost,

    /// <summary>Bare TCP to a host and port that the server reaches.</summary>
    Tunnel,
}
