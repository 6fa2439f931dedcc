using System.Net;
using System.Net.Sockets;

namespace RemoteDev.Tests;

/// <summary>
/// Ports for servers that must be told theirs. Below those that systems give to connections and to listeners without a wish (RFC 6335 begins them
/// at 49152, Linux at 32768), and none twice in a run: nobody takes one between its choice and its server's start.
/// </summary>
internal static class LoopbackPort
{
    private const int First = 20_000;
    private const int Many = 12_000;

    private static int _last = Environment.ProcessId * 101;

    public static int Free()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Many);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it; there are others.
            }
        }
    }
}
