namespace RemoteDev.Ssh.Transport.Packets;

/// <summary>What the pump tells its connection. Everything comes from the thread that sends, and outside of the pump's lock.</summary>
internal interface IPumpOwner
{
    /// <summary>Packets were sealed: are new keys due?</summary>
    void OnSealed(long octetsUnderKeys);

    /// <summary>What is unsent has fallen below the low-water mark after having been above.</summary>
    void OnDrained();

    /// <summary>The stream failed.</summary>
    void OnWriteFailed(Exception failure);

    /// <summary>All that could leave has left; the pump will not touch the stream again. Comes once.</summary>
    void OnClosed();
}
