using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Gateway;

/// <summary>
/// The origins of this gateway, all made from the one public origin: the portal, git, and one for each environment.
/// Environments run hostile code, so each has an origin of its own and never a path.
/// </summary>
internal sealed class GatewayOrigins
{
    /// <summary>Labels that are, or may become, the gateway's own; no environment can carry them.</summary>
    private static readonly HashSet<string> Reserved =
        new(["git", "ssh", "desktop", "www", "api", "auth", "admin", "gateway", "static"], StringComparer.OrdinalIgnoreCase);

    private readonly string _port;

    private GatewayOrigins(string scheme, string domain, int port)
    {
        Scheme = scheme;
        Domain = domain;
        Port = port;
        _port = (scheme, port) is ("https", 443) or ("http", 80) ? "" : $":{port}";
        Portal = $"{scheme}://{domain}{_port}";
        Git = $"{scheme}://git.{domain}{_port}";
    }

    public string Scheme { get; }

    public string Domain { get; }

    public int Port { get; }

    public bool IsEncrypted => Scheme == "https";

    /// <summary>Names below <c>localhost</c> never leave the machine, so browsers treat them as a secure context.</summary>
    public bool IsLocal => IsLocalName(Domain);

    /// <summary>The portal's origin, without a trailing slash.</summary>
    public string Portal { get; }

    public string Git { get; }

    public static bool IsReserved(string label) => Reserved.Contains(label);

    /// <summary>An environment's origin, without a trailing slash.</summary>
    public string Environment(string name) => $"{Scheme}://{name}.{Domain}{_port}";

    /// <summary>An environment's host and port, as a browser writes them into <c>Host</c>.</summary>
    public string EnvironmentHost(string name) => $"{name}.{Domain}{_port}";

    /// <summary>What stands before the domain in a Host header: empty for the domain itself, null for a host that is none of ours.</summary>
    public bool TryLabel(string host, out ReadOnlySpan<char> label)
    {
        label = default;
        var rest = host.AsSpan();
        if (_port.Length > 0)
        {
            if (!rest.EndsWith(_port, StringComparison.Ordinal))
            {
                return false;
            }

            rest = rest[..^_port.Length];
        }
        else if (rest.LastIndexOf(':') is var colon and >= 0)
        {
            if (!int.TryParse(rest[(colon + 1)..], System.Globalization.NumberStyles.None, null, out var port) || port != Port)
            {
                return false;
            }

            rest = rest[..colon];
        }

        if (!rest.EndsWith(Domain, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        rest = rest[..^Domain.Length];
        if (rest.IsEmpty)
        {
            return true;
        }

        label = rest[..^1];
        return rest[^1] == '.' && !label.IsEmpty && !label.Contains('.');
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out GatewayOrigins? origins, out string fault)
    {
        origins = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            fault = "write the origin at which browsers reach the gateway, like https://dev.example.com.";
            return false;
        }

        if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            fault = "is scheme, host and port only.";
            return false;
        }

        if (uri.HostNameType != UriHostNameType.Dns || !uri.Host.Contains('.', StringComparison.Ordinal))
        {
            fault = "needs a domain with at least two labels: each environment gets a name below it, and addresses have none.";
            return false;
        }

        fault = "";
        var made = new GatewayOrigins(uri.Scheme, uri.IdnHost.ToLowerInvariant(), uri.Port);
        if (!made.IsEncrypted && !made.IsLocal)
        {
            fault = "is plain HTTP; that is for names below localhost. Use https and set RemoteDev:Listen:CertificatePath.";
            return false;
        }

        origins = made;
        return true;
    }

    private static bool IsLocalName(string domain) => domain.EndsWith(".localhost", StringComparison.Ordinal);
}
