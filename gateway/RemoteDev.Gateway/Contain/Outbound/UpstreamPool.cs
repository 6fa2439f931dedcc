using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Outbound;

/// <summary>
/// The gateway's connections to places inside, one pool for each. The only code in the house that opens sockets to them, and
/// only to host and port of the catalogue, or of a provider that the operator named: neither a request, a redirect, a proxy setting nor
/// a cookie sends bytes elsewhere.
/// </summary>
internal sealed class UpstreamPool : IOutboundHttp, IDisposable
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Lazy<HttpMessageInvoker>> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The client whose every connection goes to this authority.</summary>
    /// <param name="upstream">From the catalogue: scheme, host and port.</param>
    public HttpMessageInvoker For(Uri upstream)
    {
        var key = upstream.GetLeftPart(UriPartial.Authority);
        return _clients.GetOrAdd(key, static authority => new Lazy<HttpMessageInvoker>(() => Open(new Uri(authority)))).Value;
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            if (client.IsValueCreated)
            {
                client.Value.Dispose();
            }
        }
    }

#pragma warning disable CA2000 // the invoker owns its handler, the network stream its socket
    private static HttpMessageInvoker Open(Uri upstream)
    {
        var endpoint = new DnsEndPoint(upstream.IdnHost, upstream.Port);
        return new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = ConnectWithin,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),

            // A name inside may move to another address; connections in use live on.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 64 << 10,
            EnableMultipleHttp2Connections = true,
            SslOptions = new SslClientAuthenticationOptions
            {
                TargetHost = upstream.IdnHost,
#pragma warning disable CA5398 // the floor is ours to promise; what lies above it is the platform's to choose
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
#pragma warning restore CA5398
            },
            ConnectCallback = (_, cancellation) => ConnectAsync(endpoint, cancellation),
        });
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
#pragma warning restore CA2000
}
