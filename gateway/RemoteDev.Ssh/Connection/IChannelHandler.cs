namespace RemoteDev.Ssh.Connection;

/// <summary>
/// What the owner of a channel is told. But for <see cref="OnWindow"/> the calls of one channel come one at a time and in the order of the
/// messages; from the read loop, or from the thread that answered the request behind which messages waited. No lock is held during a call.
/// </summary>
public interface IChannelHandler
{
    /// <summary>The channel is open. Comes once, before everything else, and before the peer can send anything.</summary>
    void OnOpened(SshChannel channel);

    /// <summary>
    /// Data arrived. The octets are valid during the call; the peer may send as many again only when <see cref="SshChannel.Credit"/> says
    /// so.
    /// </summary>
    /// <param name="stream">0 for data, 1 for what goes to standard error.</param>
    void OnData(ReadOnlySpan<byte> data, uint stream);

    /// <summary>
    /// There may be room to write more: the peer gave credit, or what was queued has gone out. May come during another call.
    /// </summary>
    void OnWindow();

    /// <summary>
    /// The peer asks for something. Until it is answered nothing else of this channel is told but <see cref="OnWindow"/>.
    /// </summary>
    void OnRequest(ChannelRequest request);

    /// <summary>The peer will send no more data.</summary>
    void OnEof();

    /// <summary>
    /// The peer has closed the channel, which is gone when we close it too. It hears what is sent until then, though it reads no data any
    /// more. Not told of a connection that ends.
    /// </summary>
    void OnCloseReceived(SshChannel channel) => channel.Close();

    /// <summary>The channel is gone, by either side's doing or with the connection. Comes once and last.</summary>
    void OnClosed();
}
