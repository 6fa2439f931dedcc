using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.UserAuth;

namespace RemoteDev.Ssh;

/// <summary>The server side of SSH over a stream that somebody has accepted.</summary>
public static class SshServer
{
    /// <summary>
    /// Serves one connection to its end: keys, authentication, channels. Owns the stream. What a peer does is never an exception; one of
    /// the handler ends the connection and comes out here.
    /// </summary>
    public static async Task<SshFault> ServeAsync(
        Stream stream, SshServerOptions options, ISshServerHandler handler, TimeProvider time, CancellationToken cancellationToken)
    {
        var end = new SshFault(DisconnectReason.ByApplication, "An error of this program ended the connection.", FaultOrigin.Local);
        try
        {
            var transport = new SshTransport(stream, TransportOf(options), time);
            await using (transport.ConfigureAwait(false))
            {
                end = await transport.OpenAsync(cancellationToken).ConfigureAwait(false)
                    ?? await transport.RunAsync(Authentication(transport, options, handler), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            handler.OnEnded(end);
        }

        return end;
    }

    private static TransportOptions TransportOf(SshServerOptions options) => new()
    {
        Role = SshRole.Server,
        HostKeys = options.HostKeys,
        LoginGrace = options.LoginGrace,
        KeepAlive = options.KeepAlive,
        RekeyBytes = options.RekeyBytes,
    };

    private static UserAuthServer Authentication(SshTransport transport, SshServerOptions options, ISshServerHandler handler)
        => new(transport, handler, new UserAuthOptions { Methods = options.Methods, Banner = options.Banner }, userName =>
        {
            transport.Authenticated();
            var connection = new SshConnection(transport, new HandedConnection(handler));
            handler.OnAuthenticated(connection, userName, transport.PeerVersion);
            return connection;
        });
}
