using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RemoteDev.Gateway.Listen.Devices;
using RemoteDev.Gateway.Listen.Proxies;

namespace RemoteDev.Gateway.Listen;

/// <summary>Sets Kestrel up from the plan: which sockets, under which limits, marked as which listener.</summary>
internal static class KestrelSetup
{
    public const string OperatorSocket = "operator.sock";

    public static void Apply(
        KestrelServerOptions kestrel, ListenPlan plan, ListenLimits limits, ServedCertificate? certificate, string operatorSocket)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.AllowAlternateSchemes = false;
        Bound(kestrel.Limits, limits);

        var proxies = kestrel.ApplicationServices.GetRequiredService<ProxyPeers>();
        var devices = certificate is not null && plan.Devices is { } authorities ? new DeviceHandshake(certificate, authorities) : null;
        foreach (var address in plan.Addresses)
        {
            kestrel.Listen(address, socket => Public(socket, proxies, certificate, devices));
        }

        if (plan.Addresses.Length == 0)
        {
            kestrel.ListenLocalhost(plan.Origins.Port, socket => Public(socket, proxies, certificate, devices));
        }

        if (plan.Management is { } management)
        {
            kestrel.Listen(management, socket => Mark(socket, ListenerKind.Management, HttpProtocols.Http1));
        }

        if (!OperatingSystem.IsWindows())
        {
            // A socket file of a gateway that was killed would refuse the bind; the data folder is ours alone (0700).
            File.Delete(operatorSocket);
            kestrel.ListenUnixSocket(operatorSocket, socket => Mark(socket, ListenerKind.Operator, HttpProtocols.Http1));
        }
    }

    private static void Public(
        Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions socket, ProxyPeers proxies, ServedCertificate? certificate, DeviceHandshake? devices)
    {
        // Without TLS there is no ALPN, and browsers speak HTTP/1.1 then.
        Mark(socket, ListenerKind.Public, certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2);
        if (proxies.Any)
        {
            // Before TLS: the header is what the proxy puts before the client's bytes.
            socket.Use(next => connection => ProxiedAsync(connection, proxies, next));
        }

        if (devices is not null)
        {
            socket.UseHttps(devices.Options);
        }
        else if (certificate is not null)
        {
            socket.UseHttps(https =>
            {
                https.ServerCertificate = certificate.Leaf;
                https.ServerCertificateChain = certificate.Chain;
                https.HandshakeTimeout = TimeSpan.FromSeconds(10);
#pragma warning disable CA5398 // the floor is ours to promise; what lies above it is the platform's to choose
                https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
#pragma warning restore CA5398
            });
        }
    }

    private static async Task ProxiedAsync(ConnectionContext connection, ProxyPeers proxies, ConnectionDelegate next)
    {
        if (connection.RemoteEndPoint is IPEndPoint { Address: var peer } && proxies.Contains(peer))
        {
            if (await proxies.ReadAsync(peer, connection.Transport.Input, connection.ConnectionClosed) is not { } source)
            {
                connection.Abort();
                return;
            }

            connection.RemoteEndPoint = new IPEndPoint(source, 0);
        }

        await next(connection);
    }

    private static void Mark(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions socket, ListenerKind kind, HttpProtocols protocols)
    {
        var listener = new Listener(kind);
        socket.Protocols = protocols;
        socket.Use(next => connection =>
        {
            connection.Features.Set(listener);
            return next(connection);
        });
    }

    private static void Bound(KestrelServerLimits kestrel, ListenLimits limits)
    {
        kestrel.MaxConcurrentConnections = limits.MaxConnections;
        kestrel.MaxConcurrentUpgradedConnections = limits.MaxUpgradedConnections;
        kestrel.MaxRequestBodySize = limits.MaxRequestBody;
        kestrel.MaxRequestLineSize = limits.MaxRequestLine;
        kestrel.MaxRequestHeadersTotalSize = limits.MaxHeaders;
        kestrel.MaxRequestHeaderCount = limits.MaxHeaderCount;
        kestrel.RequestHeadersTimeout = limits.HeadersWithin;
        kestrel.KeepAliveTimeout = limits.IdleConnection;
        kestrel.Http2.MaxStreamsPerConnection = 128;
        kestrel.Http2.MaxRequestHeaderFieldSize = limits.MaxHeaders;

        // Half-open peers hold a connection and a session's stream; HTTP/2 pings find them.
        kestrel.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }
}
