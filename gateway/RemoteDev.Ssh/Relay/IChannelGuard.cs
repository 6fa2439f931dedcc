namespace RemoteDev.Ssh.Relay;

/// <summary>
/// Decides what passes on one relayed channel. It is asked one thing at a time for each side. A verdict may take its time, and that channel
/// alone waits for it. An exception counts as a no.
/// </summary>
public interface IChannelGuard
{
    /// <summary>
    /// Whether the guard cannot take more now, a recording for instance that is behind: nobody is given credit until
    /// <see cref="RelayedChannel.Resume"/> is called and this is false. What peers may still send by credit they have is passed on.
    /// </summary>
    bool HoldsBack { get; }

    /// <summary>Whether the channel may be opened towards the other side. Comes first, and once.</summary>
    ValueTask<RelayVerdict> OnOpenAsync(RelayedChannel channel);

    /// <summary>Whether a request may pass. Of what servers ask only what the relay lets pass at all comes here.</summary>
    /// <param name="from">Who asks.</param>
    /// <param name="name">The request type.</param>
    /// <param name="payload">What the type adds, not looked into; valid as long as anybody wants.</param>
    ValueTask<RelayVerdict> OnRequestAsync(RelayedChannel channel, RelaySide from, string name, ReadOnlyMemory<byte> payload);

    /// <summary>What looks at the octets of a direction, asked once for each after the verdict on the opening; null for nothing.</summary>
    IChannelFilter? FilterOf(RelaySide from);

    /// <summary>Both sides are over, or the channel never came to be. Comes once and last.</summary>
    void OnEnded(RelayedChannel channel);
}
