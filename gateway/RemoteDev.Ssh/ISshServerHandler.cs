using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh;

/// <summary>Whom a server asks and tells about one connection.</summary>
public interface ISshServerHandler : ISshAuthenticator, ISshConnectionHandler
{
    /// <summary>The user is authenticated. Comes once, from the read loop, before any channel or request.</summary>
    /// <param name="peerVersion">The client's identification string: printable US-ASCII, of its choosing.</param>
    void OnAuthenticated(SshConnection connection, string userName, string peerVersion);

    /// <summary>The connection is over, whether or not anybody was authenticated. Comes once and last.</summary>
    void OnEnded(SshFault fault);
}
