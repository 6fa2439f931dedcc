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
    public static GatewayClient Open(Uri portal) => new(new FromThePortal(portal), portal, Deadline, MaxAnswer, "What answers there is not a gateway");
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

    /// <summary>The portal takes what changes something from its own origin only; a browser's page elsewhere cannot say this.</summary>
#pragma warning disable CA2000 // a delegating handler disposes the one within
    private sealed class FromThePortal(Uri portal) : DelegatingHandler(To(portal))
#pragma warning restore CA2000
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("Origin", portal.GetLeftPart(UriPartial.Authority));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
