using System.Net;
using System.Net.Sockets;

namespace RemoteDev.Cli.Gateway;

/// <summary>A socket as a stream, once it is connected.</summary>
internal static class ConnectedStream
{
    /// <summary>Connects; the stream owns the socket, which is disposed when it does not come to one.</summary>
    public static async ValueTask<Stream> OpenAsync(Socket socket, EndPoint to, CancellationToken cancellationToken)
    {
        try
        {
            await socket.ConnectAsync(to, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
