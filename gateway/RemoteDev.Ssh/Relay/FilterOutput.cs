namespace RemoteDev.Ssh.Relay;

/// <summary>Where the filter of a relayed channel puts what it lets pass.</summary>
public sealed class FilterOutput : IFilterOutput
{
    private readonly RelayedChannel _channel;
    private readonly RelayLane _lane;

    internal FilterOutput(RelayedChannel channel, RelayLane lane)
    {
        _channel = channel;
        _lane = lane;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> octets, uint stream = 0) => _lane.Hand(octets, stream);

    /// <inheritdoc/>
    public void Answer(ReadOnlySpan<byte> octets) => _lane.Opposite.HandAnswer(octets);

    /// <summary>Ends the channel, as <see cref="RelayedChannel.End"/> does.</summary>
    public void End(string words, uint exitStatus) => _channel.End(words, exitStatus);
}
