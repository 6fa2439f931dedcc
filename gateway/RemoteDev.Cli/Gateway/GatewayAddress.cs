namespace RemoteDev.Cli.Gateway;

/// <summary>Where the gateway's operator socket is.</summary>
internal static class GatewayAddress
{
    public const string Variable = "REMOTEDEV_GATEWAY";

    private const string Scheme = "unix:";

    /// <summary>Where a gateway usually keeps it: the demo's, then the service's.</summary>
    public static IReadOnlyList<string> Usual { get; } =
        ["./.work/demo/gateway/operator.sock", "./.work/gateway/operator.sock", "/var/lib/remotedev/operator.sock"];

    public static string Default(Func<string, string?> environment) =>
        environment(Variable) is { Length: > 0 } set ? set : Scheme + (Usual.FirstOrDefault(File.Exists) ?? Usual[^1]);

    /// <summary>The path of the socket, or null and why the address is none.</summary>
    public static string? Path(string address, out string fault)
    {
        fault = "";
        if (address.StartsWith(Scheme, StringComparison.Ordinal) && address.Length > Scheme.Length)
        {
            return System.IO.Path.GetFullPath(address[Scheme.Length..]);
        }

        fault = address.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            ? "This command speaks to the gateway's local socket only, --gateway unix:PATH. From elsewhere, use the console in a browser."
            : $"'{address}' is not the address of a gateway; write unix:PATH, for example unix:/var/lib/remotedev/operator.sock.";
        return null;
    }
}
