using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection;

/// <summary>What a peer may make one connection hold.</summary>
internal sealed record ConnectionLimits
{
    /// <summary>
    /// The smallest maximum packet that a peer may announce: below it every octet of ours would cost it many, and us a message.
    /// </summary>
    public const uint SmallestPacket = 256;

    /// <summary>Channels at once: open, being decided on, or opened by us and not confirmed yet, until both sides have closed.</summary>
    public int Channels { get; init; } = 64;

    /// <summary>Octets that a peer may send on a channel before it is given credit.</summary>
    public uint Window { get; init; } = 1024 * 1024;

    /// <summary>Octets of data in one message, both ways.</summary>
    public uint Packet { get; init; } = SshLimits.ChannelData;

    /// <summary>Requests of one channel that wait. OpenSSH sends one for each variable that SendEnv names, without waiting.</summary>
    public int WaitingRequests { get; init; } = 64;

    /// <summary>Octets of one channel's waiting requests.</summary>
    public int WaitingRequestOctets { get; init; } = 128 * 1024;

    /// <summary>Messages of one channel that wait; data of one stream that arrives in a row counts once.</summary>
    public int WaitingMessages { get; init; } = 1024;

    /// <summary>Global requests that wait for an answer. OpenSSH sends one for each -R without waiting.</summary>
    public int WaitingGlobalRequests { get; init; } = 128;
}
