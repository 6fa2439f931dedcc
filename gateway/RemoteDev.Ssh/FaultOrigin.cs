namespace RemoteDev.Ssh;

/// <summary>Whose doing a fault was.</summary>
public enum FaultOrigin
{
    /// <summary>The peer broke the protocol or a limit.</summary>
    Peer = 0,

    /// <summary>The peer said SSH_MSG_DISCONNECT.</summary>
    PeerDisconnect,

    /// <summary>The connection was lost without a word.</summary>
    Network,

    /// <summary>A deadline passed.</summary>
    Deadline,

    /// <summary>We ended the connection: we were told to, or something of ours failed.</summary>
    Local,
}
