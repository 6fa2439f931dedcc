namespace RemoteDev.Ssh.Transport;

/// <summary>
/// To whom a transport hands the payloads that are not its own (numbers 50 and above, and service requests), one at a time, from its read loop.
/// </summary>
internal interface IMessageHandler
{
    /// <summary>
    /// Handles one message. Until the task completes nothing more is read, so a handler waits here only for what must come first
    /// (a signature being checked), never for the other side of a relay and never for a person.
    /// </summary>
    /// <param name="payload">Begins with the message number; valid until the task completes, never longer than the limit.</param>
    /// <returns>Null to go on, or the fault that ends the connection.</returns>
    ValueTask<SshFault?> HandleAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>
    /// All that had arrived has been handled; the read loop flushes its own sender next and then waits for more. Who queued for other
    /// connections while handling flushes those here: once for many messages.
    /// </summary>
    void OnBatchHandled()
    {
    }

    /// <summary>
    /// <see cref="IMessageSender.Unsent"/> has fallen below the low-water mark after having been above it: who held credit back may grant it.
    /// Comes from the thread that sent, and at the beginning where it happened before there was a handler.
    /// </summary>
    void OnDrained();

    /// <summary>
    /// The peer has been silent for as long as <see cref="TransportOptions.KeepAlive"/> says. Comes from a timer's thread; what is queued is
    /// flushed.
    /// </summary>
    /// <returns>Whether the peer was asked for something that it must answer, so that more silence tells that it is gone.</returns>
    bool OnSilence() => false;

    /// <summary>The connection is over; nothing follows. Comes exactly once.</summary>
    void OnEnded(SshFault fault);
}
