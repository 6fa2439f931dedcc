using System.Buffers;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Http;

namespace RemoteDev.Gateway.Contain.CodeServer;

/// <summary>
/// The routes of code-server (4.139) by name, and what each amounts to. What is not listed is not there: a later version's new
/// route stays closed until somebody has looked at it. The path has one reading (Listen refused all others).
/// </summary>
internal static class CodeServerRoutes
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    public static RouteVerdict Judge(EnvironmentEntry environment, string method, string path, string query, bool upgrade)
    {
        if (path == "/")
        {
            return upgrade ? default : IsRead(method) ? CodeServerPage.Judge(environment, query) : default;
        }

        var rest = AfterServerRoot(path, out var underRoot);
        if (upgrade)
        {
            return underRoot && rest.IsEmpty ? CodeServerSocketQuery.Judge(query) : PortOf(path, RouteKind.WebSocket);
        }

        if (underRoot && UnderRoot(environment, method, rest, query) is { Kind: not RouteKind.None } found)
        {
            return found;
        }

        return underRoot ? default : OfItself(environment, method, path, query);
    }

    /// <summary>Routes of the VS Code server, which answers with and without its root before them.</summary>
    private static RouteVerdict UnderRoot(EnvironmentEntry environment, string method, ReadOnlySpan<char> path, string query)
    {
        if (!IsRead(method))
        {
            return default;
        }

        if (path.StartsWith("/static/", StringComparison.Ordinal) || path.StartsWith("/web-extension-resource/", StringComparison.Ordinal))
        {
            return RouteVerdict.Browse;
        }

        return path switch
        {
            "/vscode-remote-resource" => RemoteResource.Judge(environment, query),
            "/version" or "/callback" or "/delay-shutdown" => RouteVerdict.Browse,
            _ => default,
        };
    }

    /// <summary>Routes of code-server around it.</summary>
    private static RouteVerdict OfItself(EnvironmentEntry environment, string method, string path, string query)
    {
        if (path.StartsWith("/_static/", StringComparison.Ordinal))
        {
            return IsRead(method) ? RouteVerdict.Browse : default;
        }

        switch (path)
        {
            case "/manifest.json" or "/healthz" or "/robots.txt" or "/favicon.ico" or "/update/check" or "/logout":
                return IsRead(method) ? RouteVerdict.Browse : default;
            case "/login":
                return IsRead(method) || HttpMethods.IsPost(method) ? RouteVerdict.Browse : default;
            case "/mint-key":
                return HttpMethods.IsPost(method) ? RouteVerdict.Browse : default;
            default:
                var port = PortOf(path, RouteKind.Plain);
                return port.Kind == RouteKind.None ? UnderRoot(environment, method, path, query) : port;
        }
    }

    /// <summary><c>/proxy/8080/…</c> and <c>/absproxy/8080/…</c>: any loopback port of the machine inside.</summary>
    private static RouteVerdict PortOf(string path, RouteKind kind)
    {
        var rest = path.StartsWith("/proxy/", StringComparison.Ordinal) ? path.AsSpan("/proxy/".Length)
            : path.StartsWith("/absproxy/", StringComparison.Ordinal) ? path.AsSpan("/absproxy/".Length)
            : default;
        var slash = rest.IndexOf('/');
        var digits = slash < 0 ? rest : rest[..slash];
        return digits.Length is > 0 and <= 5
            && int.TryParse(digits, System.Globalization.NumberStyles.None, null, out var port)
            && port is > 0 and <= 65535
            && digits[0] != '0'
            ? RouteVerdict.ForwardPort(port, kind)
            : default;
    }

    /// <summary>What follows <c>/{quality}-{commit}</c>, under which the VS Code server of one build lives.</summary>
    private static ReadOnlySpan<char> AfterServerRoot(string path, out bool underRoot)
    {
        underRoot = false;
        var root = path.AsSpan(1);
        var slash = root.IndexOf('/');
        var rest = slash < 0 ? default : root[slash..];
        root = slash < 0 ? root : root[..slash];
        var dash = root.IndexOf('-');
        if (dash <= 0)
        {
            return default;
        }

        var quality = root[..dash];
        var commit = root[(dash + 1)..];
        underRoot = quality is "stable" or "insider" or "oss"
            && (commit is "dev" || commit.Length == 40 && !commit.ContainsAnyExcept(Hex));
        return rest;
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
