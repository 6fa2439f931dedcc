using System.Buffers;
using System.Net.Sockets;
using System.Text;

namespace RemoteDev.Benchmarks.Proxy;

/// <summary>
/// HTTP/1.1 over a fixed number of kept connections, one request at a time on each. Written on sockets so that the load itself
/// costs little of the two cores. Every answer's status and length are checked.
/// </summary>
internal sealed class Load : IDisposable
{
    private readonly List<(Socket Socket, byte[] Buffer)> _connections = [];
    private readonly byte[] _request;
    private readonly int _bodyLength;

    private Load(byte[] request, int bodyLength)
    {
        _request = request;
        _bodyLength = bodyLength;
    }

    public static async Task<Load> OpenAsync(Child target, string path, int bodyLength, int connections)
    {
        var cookie = target.Cookie is null ? "" : $"Cookie: {target.Cookie}\r\n";
        var text = $"GET {path} HTTP/1.1\r\nHost: {target.Host}\r\nUser-Agent: bench\r\nAccept: */*\r\n{cookie}\r\n";
        var load = new Load(Encoding.ASCII.GetBytes(text), bodyLength);
        for (var i = 0; i < connections; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, target.Address.Port);
            load._connections.Add((socket, ArrayPool<byte>.Shared.Rent(64 * 1024)));
        }

        return load;
    }

    /// <summary>Drives all connections for a time; answers with the number of requests that were answered whole.</summary>
    public async Task<long> DriveAsync(TimeSpan time)
    {
        var end = System.Diagnostics.Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * System.Diagnostics.Stopwatch.Frequency);
        var counts = await Task.WhenAll(_connections.Select(connection => DriveOneAsync(connection.Socket, connection.Buffer, end)));
        return counts.Sum();
    }

    public void Dispose()
    {
        foreach (var (socket, buffer) in _connections)
        {
            socket.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<long> DriveOneAsync(Socket socket, byte[] buffer, long end)
    {
        long count = 0;
        while (System.Diagnostics.Stopwatch.GetTimestamp() < end)
        {
            await socket.SendAsync(_request);
            var have = 0;
            var head = -1;
            while (head < 0 || have < head + 4 + _bodyLength)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(have));
                if (read == 0)
                {
                    throw new InvalidOperationException($"The connection was closed. Last: {Encoding.ASCII.GetString(buffer, 0, have)}");
                }

                have += read;
                head = head < 0 ? buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8) : head;
            }

            if (!buffer.AsSpan(0, have).StartsWith("HTTP/1.1 200"u8) || have != head + 4 + _bodyLength)
            {
                throw new InvalidOperationException($"Not the answer that was expected: {Encoding.ASCII.GetString(buffer, 0, Math.Min(have, 400))}");
            }

            count++;
        }

        return count;
    }
}
