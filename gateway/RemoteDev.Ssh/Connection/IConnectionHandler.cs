namespace RemoteDev.Ssh.Connection;

/// <summary>
/// What the owner of a connection is told. The calls about openings and requests come one at a time from the read loop, which must not be
/// kept waiting: an answer that takes time is given later, from any thread.
/// </summary>
internal interface IConnectionHandler
{
    /// <summary>
    /// The peer wants a channel of a type that <see cref="PeerWords"/> lists. It is held until it is accepted or refused.
    /// </summary>
    void OnChannelOpen(ChannelOpening opening);

    /// <summary>
    /// The peer asks for something that <see cref="PeerWords"/> lists. It is held, and those behind it, until it is answered.
    /// </summary>
    void OnGlobalRequest(GlobalRequest request);

    /// <summary>All that had arrived has been handled: the moment to flush other connections that were written to meanwhile.</summary>
    void OnBatchHandled();

    /// <summary>
    /// What was queued for the peer has gone out: who held credit back may grant it. May come while another call is under way.
    /// </summary>
    void OnDrained();

    /// <summary>
    /// Comes once and last, after every channel's <see cref="IChannelHandler.OnClosed"/> but one that another thread is calling.
    /// </summary>
    void OnEnded(SshFault fault);
}
