using System.Globalization;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.CodeServer;
using RemoteDev.Gateway.Contain.Http;

namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>
/// Addresses of an IDE's server that do more than permission for its port says, whichever port it is behind: they hand out files, or lead to
/// another port. Any application may be there, so every other address is what the port was permitted for.
/// </summary>
internal static class PortRoutes
{
    public static RouteVerdict Judge(EnvironmentEntry environment, in RequestLine request)
    {
        // Wherever it stands: servers strip roots of their own before it, and dots.
        if (request.Path.Contains("vscode-remote-resource", StringComparison.OrdinalIgnoreCase))
        {
            return RemoteResource.Judge(environment, request.Query);
        }

        var segments = request.Path.Split('/', 4);
        if (segments.Length < 3 || segments[1].ToUpperInvariant() is not ("PROXY" or "ABSPROXY"))
        {
            return RouteVerdict.Browse;
        }

        if (segments[2].Contains('%', StringComparison.Ordinal) || segments[2] is "." or "..")
        {
            return RouteVerdict.Refuse("This address names a port in a way that can be read in two ways.");
        }

        return int.TryParse(segments[2], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? RouteVerdict.ForwardPort(port, RouteKind.Plain)
            : RouteVerdict.Browse;
    }
}
