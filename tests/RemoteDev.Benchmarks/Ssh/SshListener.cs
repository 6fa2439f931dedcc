using System.Net;
using System.Net.Sockets;
using RemoteDev.Benchmarks.Proxy;
using RemoteDev.Ssh;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>A measured SSH programme's frame: accepts on the loopback until its standard input closes.</summary>
internal static class SshListener
{
    public static async Task RunAsync(string words, Func<Stream, Task> serve)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 512);
        Console.WriteLine($"ssh://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port} {words}");
        var accepting = AcceptAsync(listener, serve);
        await Programme.UntilInputClosesAsync();
        listener.Stop();
        await accepting;
    }

    /// <summary>Our client, logged in at a port of the loopback.</summary>
    public static async Task<SshClientConnection> LogInAsync(int port, SshPublicKey hostKey, SshPrivateKey key)
    {
        var options = new SshClientOptions
        {
            UserName = Environment.UserName,
            Signers = [key],
            Trust = new HostTrust { PinnedKeys = [hostKey] },
        };
#pragma warning disable CA2000 // the connection owns its stream, and the stream its socket
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var (connection, fault) = await SshClient.ConnectAsync(
            new NetworkStream(socket, ownsSocket: true), options, handler: null, TimeProvider.System, CancellationToken.None);
#pragma warning restore CA2000
        return connection ?? throw new InvalidOperationException(fault!.Message);
    }

    private static async Task ServeAsync(Socket socket, Func<Stream, Task> serve)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        await serve(stream);
    }

    private static async Task AcceptAsync(TcpListener listener, Func<Stream, Task> serve)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync();
                socket.NoDelay = true;
                _ = ServeAsync(socket, serve);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The end of the run.
        }
    }
}
