using System.Net.Sockets;

namespace RemoteDev.Cli.Gateway;

/// <summary>The operator's line to a gateway: its Unix socket.</summary>
internal static class SocketLine
{
    // Far above any answer of ours: the whole catalogue with its policy.
    private const int MaxAnswer = 64 * 1024 * 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(100);

    private static readonly Uri Operator = new("http://operator/");

#pragma warning disable CA2000 // the client disposes its line
    public static GatewayClient Open(string socketPath) => new(Over(socketPath), Operator, Deadline, MaxAnswer, "The gateway gave no reason");
#pragma warning restore CA2000

    private static SocketsHttpHandler Over(string socketPath) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectCallback = (_, cancellationToken) =>
            ConnectedStream.OpenAsync(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(socketPath), cancellationToken),
    };
}
