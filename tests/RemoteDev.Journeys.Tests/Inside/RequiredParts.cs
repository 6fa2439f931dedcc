namespace RemoteDev.Journeys.Tests.Inside;

/// <summary>
/// What journeys run with. All of it is required: a machine without one of the parts fails, with the command that installs it,
/// and never passes by having run nothing.
/// </summary>
internal static class RequiredParts
{
    public static string Chromium { get; } = System.Environment.GetEnvironmentVariable("REMOTEDEV_CHROMIUM") ?? "/usr/bin/chromium";

    public static string Node { get; } =
        System.Environment.GetEnvironmentVariable("REMOTEDEV_NODE") ?? Path.Combine(Cache, "node-24.21.0", "bin", "node");

    /// <summary>The package folder of code-server.</summary>
    public static string CodeServer { get; } = System.Environment.GetEnvironmentVariable("REMOTEDEV_CODE_SERVER")
        ?? Path.Combine(Cache, "code-server-4.139.1", "node_modules", "code-server");

    /// <summary>The folder in which npm's oidc-provider is installed.</summary>
    public static string OpenId { get; } = System.Environment.GetEnvironmentVariable("REMOTEDEV_OPENID") ?? Path.Combine(Cache, "openid-9.13.3");

    private static string Cache => System.Environment.GetEnvironmentVariable("REMOTEDEV_CACHE") ?? Path.Combine(
        System.Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
            ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".cache"),
        "remotedev");

    /// <summary>The client's network needs these.</summary>
    public static void DemandNetwork() => Demand(
        ("git", "/usr/bin/git"),
        ("git's HTTP server", "/usr/lib/git-core/git-http-backend"),
        ("nginx", "/usr/sbin/nginx"),
        ("fcgiwrap", "/usr/sbin/fcgiwrap"),
        ("gitweb", "/usr/share/gitweb/gitweb.cgi"),
        ("Node", Node),
        ("code-server", Path.Combine(CodeServer, "out", "node", "entry.js")));

    /// <summary>A journey's person needs a browser.</summary>
    public static void DemandBrowser() => Demand(("Chromium", Chromium));

    /// <summary>A vendor signs its people in by its own provider.</summary>
    public static void DemandProvider() => Demand(("Node", Node), ("oidc-provider", Path.Combine(OpenId, "node_modules", "oidc-provider", "package.json")));

    private static void Demand(params (string Name, string Path)[] parts)
    {
        var missing = parts.Where(part => !File.Exists(part.Path)).Select(part => $"{part.Name} ({part.Path})").ToList();
        Assert.True(missing.Count == 0, $"Not installed: {string.Join(", ", missing)}. Run deploy/setup/all test, which installs it, and try again.");
    }
}
