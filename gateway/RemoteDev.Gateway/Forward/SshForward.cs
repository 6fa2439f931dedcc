using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Forward;

/// <summary>Joins a contained SSH channel with the connection it goes on to, and decides nothing.</summary>
internal static class SshForward
{
    /// <summary>The channel opens on the other side when its guard lets it, and is refused in the guard's words when not.</summary>
    public static void Join(ContainedSsh contained, ChannelOpening opening) => SshRelay.Join(opening, contained.Onward, contained.Guard);
}
