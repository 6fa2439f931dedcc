namespace RemoteDev.Ssh.Connection;

internal enum ChannelState
{
    None = 0,

    /// <summary>The peer opened it and we have not answered.</summary>
    AwaitsUs,

    /// <summary>We opened it and the peer has not answered.</summary>
    AwaitsPeer,
    Open,
}
