using System.Net;

namespace RemoteDev.Gateway.Replicas;

/// <summary>Section <c>RemoteDev:Replicas</c>: how several gateways of one house know the same.</summary>
internal sealed class ReplicaOptions
{
    public const string Section = "Replicas";

    private static readonly TimeSpan LongestGrace = TimeSpan.FromMinutes(5);

    /// <summary>Redis as <c>host:port</c>. Empty: this gateway is the only one, and keeps what lives shortly in memory.</summary>
    public string Redis { get; init; } = "";

    /// <summary>Whether Redis is reached by TLS, with a certificate that the machine trusts for that host.</summary>
    public bool RedisTls { get; init; }

    /// <summary>A file whose first line is the password.</summary>
    public string RedisPasswordFile { get; init; } = "";

    /// <summary>Begins every key and channel, so that several houses may share one Redis.</summary>
    public string Prefix { get; init; } = "remotedev";

    /// <summary>How long the gateway goes on with what it knows when Redis does not answer. Then it denies everything.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    public bool IsAlone => Redis.Length == 0;

    internal static void Check(ReplicaOptions options, OptionFaults faults)
    {
        if (!options.IsAlone && !IsEndpoint(options.Redis))
        {
            faults.Add(At(nameof(Redis)), "write host:port, like redis.internal:6379.");
        }

        if (options.IsAlone && (options.RedisTls || options.RedisPasswordFile.Length > 0))
        {
            faults.Add(At(nameof(Redis)), "is empty, so nothing else may be set for it; name the host and port of Redis.");
        }

        if (options.RedisPasswordFile.Length > 0 && !File.Exists(options.RedisPasswordFile))
        {
            faults.Add(At(nameof(RedisPasswordFile)), "there is no such file, or the gateway may not see it.");
        }

        if (options.Prefix.Length is 0 or > 40 || !options.Prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            faults.Add(At(nameof(Prefix)), "write 1 to 40 letters, digits, - or _.");
        }

        if (options.Grace < TimeSpan.Zero || options.Grace > LongestGrace)
        {
            faults.Add(At(nameof(Grace)), "must lie between 0 and 5 minutes (00:05:00).");
        }
    }

    private static string At(string name) => $"{RoomOptions.Root}:{Section}:{name}";

    private static bool IsEndpoint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0
            && ushort.TryParse(text.AsSpan(colon + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port)
            && port > 0
            && (Uri.CheckHostName(text[..colon]) is UriHostNameType.Dns or UriHostNameType.IPv4 || IPAddress.TryParse(text[..colon], out _));
    }
}
