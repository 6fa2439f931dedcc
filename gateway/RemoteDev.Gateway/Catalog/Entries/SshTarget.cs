using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>How an environment is reached by SSH from the gateway, and how the gateway knows that it is the one.</summary>
/// <param name="Login">The account inside, which is also the principal of the certificate that the gateway shows.</param>
/// <param name="HostKeys">The keys that its server may show, as in <c>/etc/ssh/ssh_host_ed25519_key.pub</c>. There is no trust on first use.</param>
/// <param name="HostAuthorities">Keys that may have signed its host certificate.</param>
/// <param name="Address">Host and port, or null for port 22 of the environment's upstream (its own port when the upstream is <c>ssh://</c>).</param>
internal sealed record SshTarget(string Login, ImmutableArray<string> HostKeys, ImmutableArray<string> HostAuthorities, string? Address)
{
    /// <summary>The scheme of an upstream that speaks nothing but SSH.</summary>
    public const string Scheme = "ssh";

    /// <summary>What <see cref="Via"/> says when the environment comes to the gateway.</summary>
    public const string Connector = "connector";

    private const int Port = 22;

    /// <summary><see cref="Connector"/>, or null when the gateway connects to its address itself.</summary>
    public string? Via { get; init; }

    /// <summary>Whether the gateway waits for the environment's connector, and connects to no address.</summary>
    [JsonIgnore]
    public bool IsByConnector => Via == Connector;

    /// <summary>Where the gateway connects to.</summary>
    /// <param name="upstream">The environment's upstream.</param>
    public (string Host, int Port) Endpoint(Uri upstream)
    {
        if (Address is null)
        {
            return (upstream.IdnHost, upstream.Scheme == Scheme && upstream.Port > 0 ? upstream.Port : Port);
        }

        return TryReadAddress(Address, out var host, out var port)
            ? (host, port)
            : throw new InvalidOperationException($"'{Address}' passed the rules of the catalogue and is no address.");
    }

    /// <summary><c>10.0.4.7:22</c>, <c>vm.internal:2200</c>, <c>[fd00::7]:22</c>.</summary>
    public static bool TryReadAddress(string text, out string host, out int port)
    {
        host = "";
        port = 0;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
        {
            return false;
        }

        var name = text[..colon];
        var kind = Uri.CheckHostName(name);
        host = kind == UriHostNameType.IPv6 ? name.Trim('[', ']') : name;
        return kind switch
        {
            UriHostNameType.IPv6 => name[0] == '[' && name[^1] == ']',
            UriHostNameType.IPv4 or UriHostNameType.Dns => !name.Any(char.IsControl) && name.All(char.IsAscii),
            _ => false,
        };
    }
}
