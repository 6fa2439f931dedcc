namespace RemoteDev.Ssh.Relay;

/// <summary>Where a filter puts what it lets pass. Used during a call of the filter, by its thread.</summary>
public sealed class FilterOutput
{
    private readonly RelayedChannel _channel;
    private readonly RelayLane _lane;

    internal FilterOutput(RelayedChannel channel, RelayLane lane)
    {
        _channel = channel;
        _lane = lane;
    }

    /// <summary>Passes octets on.</summary>
    /// <param name="stream">0 for data, 1 for standard error, which only what comes from a server has.</param>
    public void Write(ReadOnlySpan<byte> octets, uint stream = 0) => _lane.Hand(octets, stream);

    /// <summary>Answers the sender itself. While answers are not taken, the sender is given no credit.</summary>
    public void Answer(ReadOnlySpan<byte> octets) => _lane.Opposite.HandAnswer(octets);

    /// <summary>Ends the channel, as <see cref="RelayedChannel.End"/> does.</summary>
    public void End(string words, uint exitStatus) => _channel.End(words, exitStatus);
}
