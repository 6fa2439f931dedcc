using System.Net;
using System.Net.Sockets;
using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Ssh;

/// <summary>The line of a machine without a sign-in to a gateway: over the network, to the portal.</summary>
internal static class PortalLine
{
    private const int MaxAnswer = 1024 * 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

#pragma warning disable CA2000 // the client disposes its line
    public static OAuthClient Open(Uri portal) => new(To(portal), portal, Deadline, MaxAnswer);
#pragma warning restore CA2000

    private static SocketsHttpHandler To(Uri portal)
    {
        var line = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (PortalAddress.IsLocal(portal))
        {
            line.UseProxy = false;
            line.ConnectCallback = static (context, cancellationToken) => ConnectedStream.OpenAsync(
                new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
                new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port),
                cancellationToken);
        }

        return line;
    }
}
