namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>
/// Where a browser goes on after signing in. Only an address on the portal's own origin, written as an absolute path, is taken;
/// everything else becomes the front page. What comes in is a link somebody else may have made.
/// </summary>
internal static class ReturnAddress
{
    private const int MaxLength = 2048;

    private static readonly Uri Anywhere = new("http://portal.invalid/");

    /// <summary>The address if it may be gone to, otherwise <c>/</c>.</summary>
    public static string Safe(string? address) => IsSafe(address) ? address! : "/";

    private static bool IsSafe(string? address) =>
        address is { Length: > 0 and <= MaxLength }
        && IsPath(address)

        // Once more as somebody would read it who decodes too early or too often.
        && IsPath(Uri.UnescapeDataString(address))
        && Uri.TryCreate(Anywhere, address, out var target)
        && target.Host == Anywhere.Host
        && !StandsInTheWay(target.AbsolutePath);

    // Browsers drop tabs and line breaks and take a backslash for a slash, so any of them can turn a path into a host.
    private static bool IsPath(string address) =>
        address[0] == '/'
        && (address.Length == 1 || address[1] != '/')
        && !address.Contains('\\', StringComparison.Ordinal)
        && !address.Any(char.IsControl);

    /// <summary>Going back to signing in or out would go round in circles.</summary>
    private static bool StandsInTheWay(string path) =>
        path.StartsWith("/signin", StringComparison.OrdinalIgnoreCase)
        || path.StartsWith("/signout", StringComparison.OrdinalIgnoreCase)
        || path.StartsWith("/enrol", StringComparison.OrdinalIgnoreCase);
}
