using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh;

/// <summary>A connection to a server that was recognised and has let us in.</summary>
public sealed class SshClientConnection : IAsyncDisposable
{
    private readonly SshTransport _transport;

    internal SshClientConnection(SshTransport transport, SshConnection connection, Task<SshFault> ended)
    {
        _transport = transport;
        Connection = connection;
        Ended = ended;
    }

    /// <summary>Its channels and requests.</summary>
    public SshConnection Connection { get; }

    /// <summary>Completes when the connection is over, with why.</summary>
    public Task<SshFault> Ended { get; }

    /// <summary>The server's identification string: printable US-ASCII, of its choosing.</summary>
    public string PeerVersion => _transport.PeerVersion;

    /// <summary>The host key, or certificate, that the server has proven to hold.</summary>
    public ReadOnlyMemory<byte> HostKey => _transport.HostKey;

    /// <summary>Ends the connection and waits until it is over.</summary>
    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync().ConfigureAwait(false);
        await ((Task)Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
