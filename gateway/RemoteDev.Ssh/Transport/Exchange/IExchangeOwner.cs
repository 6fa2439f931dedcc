namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>What key exchanges need of their connection.</summary>
internal interface IExchangeOwner
{
    /// <summary>Queues a message of the transport itself.</summary>
    void QueueOwn(ReadOnlySpan<byte> payload);

    /// <summary>Our SSH_MSG_KEXINIT was queued. May come from any thread.</summary>
    void OnExchangeBegun();

    /// <summary>Both sides have new keys. Comes from the read loop.</summary>
    void OnExchangeFinished();
}
