using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Journey;

/// <summary>
/// The last proof, for an SSH channel: it may be joined with the other connection, under this guard. Made by the Contain room alone;
/// Forward accepts nothing else.
/// </summary>
internal sealed class ContainedSsh
{
    private ContainedSsh(Permitted reach, SshConnection onward, IChannelGuard guard)
    {
        Reach = reach;
        Onward = onward;
        Guard = guard;
    }

    /// <summary>The permission by which the environment was reached; what the channel then does is asked of the guard.</summary>
    public Permitted Reach { get; }

    public SshConnection Onward { get; }

    public IChannelGuard Guard { get; }

    /// <summary>Only the Contain room calls this (held by an architecture test).</summary>
    public static ContainedSsh Within(Permitted reach, SshConnection onward, IChannelGuard guard)
    {
        ArgumentNullException.ThrowIfNull(reach);
        return new ContainedSsh(reach, onward, guard);
    }
}
