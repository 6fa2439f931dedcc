namespace RemoteDev.Gateway.Tests.Doors.Ssh.Ide;

/// <summary>Where setup keeps what comes from npm: code-server, which brings VS Code's own remote server, and ssh2.</summary>
internal static class IdeParts
{
    private static readonly string Cache = Environment.GetEnvironmentVariable("REMOTEDEV_CACHE") ?? Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "remotedev");

    public static string Node { get; } = Environment.GetEnvironmentVariable("REMOTEDEV_NODE") ?? Path.Combine(Cache, "node-24.21.0", "bin", "node");

    public static string Server { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("REMOTEDEV_CODE_SERVER") ?? Path.Combine(Cache, "code-server-4.139.1", "node_modules", "code-server"),
        "lib", "vscode", "out", "server-main.js");

    /// <summary>The folder in which npm's ssh2 is installed.</summary>
    public static string Ssh2 { get; } = Environment.GetEnvironmentVariable("REMOTEDEV_SSH2") ?? Path.Combine(Cache, "ssh2-1.17.0");

    /// <summary>The folder in which npm's oidc-provider is installed.</summary>
    public static string OpenId { get; } = Environment.GetEnvironmentVariable("REMOTEDEV_OPENID") ?? Path.Combine(Cache, "openid-9.13.3");

    public static bool AreThere => File.Exists(Node) && File.Exists(Server);
}
