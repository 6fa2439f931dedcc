namespace RemoteDev.Ssh.Relay;

/// <summary>
/// Where whoever looks at a channel's octets puts what it lets pass. Used during a call, by its thread; or later, for what had to be held,
/// by one thread at a time that calls <see cref="RelayedChannel.Resume"/> afterwards.
/// </summary>
public interface IFilterOutput
{
    /// <summary>Passes octets on.</summary>
    /// <param name="stream">0 for data, 1 for standard error, which only what comes from a server has.</param>
    void Write(ReadOnlySpan<byte> octets, uint stream = 0);

    /// <summary>Answers the sender itself. While answers are not taken, the sender is given no credit.</summary>
    void Answer(ReadOnlySpan<byte> octets);
}
