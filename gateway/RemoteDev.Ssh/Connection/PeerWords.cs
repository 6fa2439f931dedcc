using System.Collections.Frozen;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Ssh.Connection;

/// <summary>
/// The channel types and global requests that are asked of each role. Others never reach a handler: they are refused as unknown,
/// so nothing passes because somebody forgot to refuse it. A server that asks its client for a session is one of those
/// (RFC 4254 section 6.1).
/// </summary>
internal static class PeerWords
{
    private static readonly FrozenSet<string> ServerChannels = FrozenSet.Create(
        StringComparer.Ordinal, "session", "direct-tcpip", "direct-streamlocal@openssh.com", "tun@openssh.com");

    private static readonly FrozenSet<string> ClientChannels = FrozenSet.Create(
        StringComparer.Ordinal, "forwarded-tcpip", "forwarded-streamlocal@openssh.com", "auth-agent@openssh.com", "x11");

    private static readonly FrozenSet<string> ServerRequests = FrozenSet.Create(
        StringComparer.Ordinal,
        "tcpip-forward",
        "cancel-tcpip-forward",
        "streamlocal-forward@openssh.com",
        "cancel-streamlocal-forward@openssh.com",
        "no-more-sessions@openssh.com",
        "hostkeys-prove-00@openssh.com");

    private static readonly FrozenSet<string> ClientRequests = FrozenSet.Create(
        StringComparer.Ordinal, "hostkeys-00@openssh.com");

    /// <summary>Whether a peer of ours, we being <paramref name="role"/>, may ask for channels of this type.</summary>
    public static bool KnowsChannel(SshRole role, string type)
        => (role == SshRole.Server ? ServerChannels : ClientChannels).Contains(type);

    public static bool KnowsRequest(SshRole role, string name)
        => (role == SshRole.Server ? ServerRequests : ClientRequests).Contains(name);

    /// <summary>Whether an opening holds exactly what its type calls for, where that is known.</summary>
    public static bool IsWellFormedChannel(string type, ReadOnlySpan<byte> data) => type switch
    {
        "direct-tcpip" => DirectTcpIp.Read(data) is not null,
        "forwarded-tcpip" => ForwardedTcpIp.Read(data) is not null,
        "direct-streamlocal@openssh.com" => DirectStreamLocal.Read(data) is not null,
        "forwarded-streamlocal@openssh.com" => ForwardedStreamLocal.Read(data) is not null,
        _ => true,
    };

    /// <summary>As <see cref="IsWellFormedChannel"/>, of global requests.</summary>
    public static bool IsWellFormedRequest(string name, ReadOnlySpan<byte> data) => name switch
    {
        "tcpip-forward" or "cancel-tcpip-forward" => TcpIpForward.Read(data) is not null,
        "streamlocal-forward@openssh.com" or "cancel-streamlocal-forward@openssh.com" => StreamLocalForward.Read(data) is not null,
        _ => true,
    };
}
