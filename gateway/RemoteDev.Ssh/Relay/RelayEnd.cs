using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh.Relay;

/// <summary>One of the two channels of a relayed channel.</summary>
internal sealed class RelayEnd(RelayedChannel relayed, RelaySide side, RelayLane lane) : IChannelHandler
{
    public RelaySide Side { get; } = side;

    /// <summary>What comes from here.</summary>
    public RelayLane Lane { get; } = lane;

    public SshChannel? Channel { get; private set; }

    /// <summary>Whether it is over; guarded by the relayed channel.</summary>
    public bool IsClosed { get; set; }

    public void OnOpened(SshChannel channel)
    {
        Channel = channel;
        relayed.OnOpened(this);
    }

    public void OnData(ReadOnlySpan<byte> data, uint stream)
    {
        Lane.OnData(data, stream);
        relayed.Flush(this);
    }

    public void OnWindow() => relayed.Settle(this);

    public void OnRequest(ChannelRequest request) => relayed.OnRequest(this, request);

    public void OnEof()
    {
        Lane.OnEof();
        relayed.Flush(this);
    }

    public void OnCloseReceived(SshChannel channel) => relayed.OnCloseReceived(this);

    public void OnClosed() => relayed.OnClosed(this);
}
