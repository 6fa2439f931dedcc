namespace RemoteDev.Gateway.Contain.Http;

/// <summary>
/// The Content-Security-Policy put beside an environment's own. Its one purpose: a page, a web extension or a worker in the
/// developer's browser can talk to its own origin and to nobody else. Scripts and styles stay as free as the application made
/// them; where they, pictures, frames and forms may come from or go to does not. What no policy can stop is a top-level
/// navigation that carries data in its address.
/// </summary>
internal static class PagePolicy
{
    /// <summary>
    /// VS Code's webviews load files of the workspace from names below this; their service worker answers, so nothing is sent.
    /// Were it sent, it would reach a content network of the IDE's maker and nobody else.
    /// </summary>
    private const string WebviewFiles = "https://*.vscode-cdn.net";

    public static string For(string origin)
    {
        var sockets = "ws" + origin["http".Length..];
        return $"default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob: {WebviewFiles}; "
            + $"connect-src 'self' {sockets} data: blob: {WebviewFiles}; "
            + $"img-src 'self' data: blob: {WebviewFiles}; "
            + "frame-src 'self' blob: data:; worker-src 'self' blob: data:; object-src 'none'; "
            + $"base-uri 'self' {WebviewFiles}; form-action 'self'; frame-ancestors 'self'";
    }
}
