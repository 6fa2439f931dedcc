using System.Net;
using System.Net.Sockets;

namespace RemoteDev.Gateway.Listen;

/// <summary>
/// Headers in which somebody says on whose behalf a request comes. They are believed from configured proxies and removed in
/// every case, in every spelling, so that no room and no server inside ever reads one from outside (CVE-2026-40575).
/// </summary>
internal static class ForwardedHeaders
{
    private const string For = "X-Forwarded-For";
    private const string Proto = "X-Forwarded-Proto";

    /// <summary>
    /// The address and scheme to go by, after the headers are gone, and whether a proxy of ours speaks for somebody else. Null source: a
    /// trusted proxy wrote nonsense. The peer is the socket's, or whom a PROXY header named before the request.
    /// </summary>
    public static (IPAddress? Source, bool Encrypted, bool IsRelayed) Take(HttpContext context, IPNetwork[] trusted)
    {
        var headers = context.Request.Headers;
        var peer = Plain(context.Connection.RemoteIpAddress ?? IPAddress.None);
        var encrypted = context.Request.IsHttps;
        IPAddress? source = peer;
        var isRelayed = trusted.Length > 0 && IsTrusted(peer, trusted);
        if (isRelayed)
        {
            source = Client(headers[For].ToString(), peer, trusted);
            var proto = headers[Proto].ToString();
            encrypted = proto.Length == 0 ? encrypted : proto.Equals("https", StringComparison.OrdinalIgnoreCase);
        }

        Strip(headers);
        return (source, encrypted, isRelayed);
    }

    /// <summary>Removes every header that claims an origin, an address, an original URL or an identity, and all with an underscore.</summary>
    public static void Strip(IHeaderDictionary headers)
    {
        List<string>? found = null;
        foreach (var header in headers)
        {
            if (IsClaim(header.Key))
            {
                (found ??= []).Add(header.Key);
            }
        }

        if (found is not null)
        {
            foreach (var name in found)
            {
                headers.Remove(name);
            }
        }
    }

    /// <summary>
    /// Underscores count too: servers behind CGI-like layers cannot tell <c>X_Forwarded_For</c> from <c>X-Forwarded-For</c>.
    /// </summary>
    private static bool IsClaim(string name)
    {
        if (name.Contains('_', StringComparison.Ordinal))
        {
            return true;
        }

        return (name[0] | 0x20) switch
        {
            'x' => name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-Original", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-Rewrite", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-Auth", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-RemoteDev", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-Remote", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-HTTP-Method", StringComparison.OrdinalIgnoreCase)
                || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase)
                || name.Equals("X-Client-IP", StringComparison.OrdinalIgnoreCase)
                || name.Equals("X-Cluster-Client-IP", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-SSL", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-Client-Cert", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-ARR-", StringComparison.OrdinalIgnoreCase)
                || name.Equals("X-User", StringComparison.OrdinalIgnoreCase),
            'f' => name.StartsWith("Forwarded", StringComparison.OrdinalIgnoreCase),
            'r' => name.StartsWith("Remote-", StringComparison.OrdinalIgnoreCase),
            't' => name.Equals("True-Client-IP", StringComparison.OrdinalIgnoreCase),
            's' => name.StartsWith("SSL-Client", StringComparison.OrdinalIgnoreCase),
            'c' => name.Equals("Client-IP", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("Client-Cert", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("CF-Connecting", StringComparison.OrdinalIgnoreCase),
            'p' => name.Equals("Proxy", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    /// <summary>The last address that no proxy of ours appended: everything left of it was written by the client.</summary>
    private static IPAddress? Client(string chain, IPAddress peer, IPNetwork[] trusted)
    {
        var rest = chain.AsSpan();
        var client = peer;
        while (!rest.IsEmpty)
        {
            var comma = rest.LastIndexOf(',');
            var hop = (comma < 0 ? rest : rest[(comma + 1)..]).Trim();
            rest = comma < 0 ? default : rest[..comma];
            if (!IPAddress.TryParse(hop, out var address))
            {
                return null;
            }

            client = Plain(address);
            if (!IsTrusted(client, trusted))
            {
                return client;
            }
        }

        return client;
    }

    private static IPAddress Plain(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsTrusted(IPAddress address, IPNetwork[] trusted)
    {
        foreach (var network in trusted)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
