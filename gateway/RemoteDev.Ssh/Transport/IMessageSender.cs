namespace RemoteDev.Ssh.Transport;

/// <summary>
/// What user authentication and connections see of a transport: a place to put payloads. No method waits and none throws for what a peer
/// did. Payloads are copied; they leave in the order in which they came, sealed by whoever flushes. During a rekey they are held back.
/// </summary>
internal interface IMessageSender
{
    SshRole Role { get; }

    /// <summary>The exchange hash of the first key exchange (RFC 4253 section 7.2), to which signatures are bound.</summary>
    ReadOnlyMemory<byte> SessionId { get; }

    /// <summary>Octets of payload that have been queued and are not yet in the socket's hands.</summary>
    long Unsent { get; }

    /// <summary>
    /// Queues the message <paramref name="head"/> followed by <paramref name="body"/>. Does nothing once the connection has ended.
    /// </summary>
    void Enqueue(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body = default);

    /// <summary>
    /// Sends what is queued. Whoever queues flushes before it waits for anything; a handler of received messages need not, since the
    /// read loop flushes when it has handled all that arrived.
    /// </summary>
    void Flush();

    /// <summary>Sends SSH_MSG_DISCONNECT with the fault and ends the connection. The first fault stands.</summary>
    void End(SshFault fault);
}
