namespace RemoteDev.Gateway.Console.Layout;

/// <summary>
/// Light or dark, when the person chose; otherwise the system's choice. Kept in a cookie that scripts write, so that the first
/// byte of a page is already right and nothing flashes.
/// </summary>
internal static class Theme
{
    private const string Cookie = "__Host-rd-theme";

    /// <summary><c>light</c>, <c>dark</c> or null; nothing else that a cookie may hold reaches the page.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[Cookie] switch
    {
        "light" => "light",
        "dark" => "dark",
        _ => null,
    };
}
