using System.Net;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>Names and addresses by which an environment is itself.</summary>
internal static class Loopback
{
    /// <summary>The name localhost is the target's to resolve; whoever can change that there needs no forwarding.</summary>
    public static bool Is(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
