using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.UserAuth;

namespace RemoteDev.Ssh;

/// <summary>The client side of SSH over a stream that somebody has connected.</summary>
public static class SshClient
{
    /// <summary>
    /// Connects and logs in. Owns the stream, also when it comes to nothing. Nothing is sent that a server which is not recognised could
    /// use: the login follows the check of the host key.
    /// </summary>
    /// <param name="handler">What the server wants of the connection; null refuses it all.</param>
    /// <param name="cancellationToken">Gives up connecting; a connection that is there is ended by itself.</param>
    public static async Task<SshClientResult> ConnectAsync(
        Stream stream, SshClientOptions options, ISshConnectionHandler? handler, TimeProvider time, CancellationToken cancellationToken)
    {
        var transport = new SshTransport(stream, TransportOf(options, time), time);
        if (await transport.OpenAsync(cancellationToken).ConfigureAwait(false) is { } unopened)
        {
            await transport.DisposeAsync().ConfigureAwait(false);
            return new SshClientResult(null, unopened);
        }

        SshConnection? connection = null;
        var login = new UserAuthClient(transport, AuthenticationOf(transport, options), () =>
        {
            transport.Authenticated();
            return connection = new SshConnection(transport, new HandedConnection(handler ?? new RefusingHandler()));
        });
        login.Start();
        var run = Task.Run(() => transport.RunAsync(login, CancellationToken.None), CancellationToken.None);
        SshFault? fault;
        var givingUp = cancellationToken.UnsafeRegister(static state => ((SshTransport)state!).End(
            new SshFault(DisconnectReason.ByApplication, "The connection was given up.", FaultOrigin.Local)), transport);
        await using (givingUp.ConfigureAwait(false))
        {
            fault = await login.Completion.ConfigureAwait(false);
        }

        if (fault is null)
        {
#pragma warning disable CA2000 // the caller disposes the connection
            return new SshClientResult(new SshClientConnection(transport, connection!, run), null);
#pragma warning restore CA2000
        }

        await run.ConfigureAwait(false);
        await transport.DisposeAsync().ConfigureAwait(false);
        return new SshClientResult(null, fault);
    }

    private static TransportOptions TransportOf(SshClientOptions options, TimeProvider time) => new()
    {
        Role = SshRole.Client,
        Algorithms = TransportAlgorithms.ForClient with { HostKeys = options.Trust.Algorithms },
        HostKeyVerifier = blob => options.Trust.FaultOf(blob.Span, time.GetUtcNow()),
        LoginGrace = options.LoginGrace,
        KeepAlive = options.KeepAlive,
        RekeyBytes = options.RekeyBytes,
    };

    private static UserAuthClientOptions AuthenticationOf(SshTransport transport, SshClientOptions options) => new()
    {
        UserName = options.UserName,
        Signers = options.Signers,
        Banner = options.Banner,
        ServerSignatureAlgorithms = () => transport.Negotiated?.PeerSignatureAlgorithms,
    };
}
