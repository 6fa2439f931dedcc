using System.Net;
using RemoteDev.Gateway.Listen.Devices;

namespace RemoteDev.Gateway.Listen;

/// <summary>The options of Listen, read and found sound: what Kestrel is then set up from.</summary>
internal sealed class ListenPlan
{
    private ListenPlan(GatewayOrigins origins, IPEndPoint[] addresses, IPEndPoint? management, IPNetwork[] trusted, IPNetwork[] proxied, DeviceAuthorities? devices)
    {
        Origins = origins;
        Addresses = addresses;
        Management = management;
        TrustedProxies = trusted;
        ProxyProtocol = proxied;
        Devices = devices;
    }

    public GatewayOrigins Origins { get; }

    /// <summary>Empty: loopback at the origin's port.</summary>
    public IPEndPoint[] Addresses { get; }

    public IPEndPoint? Management { get; }

    public IPNetwork[] TrustedProxies { get; }

    /// <summary>Whose connections must begin with a PROXY header.</summary>
    public IPNetwork[] ProxyProtocol { get; }

    /// <summary>Who vouches for devices; null when no certificate is asked for.</summary>
    public DeviceAuthorities? Devices { get; }

    /// <summary>Reads the options, or adds every fault and gives null.</summary>
    public static ListenPlan? Read(GatewayOptions gateway, ListenOptions options, OptionFaults faults)
    {
        var before = faults.All.Count;
        if (!GatewayOrigins.TryParse(gateway.PublicOrigin, out var origins, out var fault))
        {
            faults.Add($"{RoomOptions.Root}:{nameof(gateway.PublicOrigin)}", fault);
        }

        var addresses = EndPoints(options.Addresses, faults);
        var management = options.ManagementAddress.Length == 0
            ? null
            : EndPoint(options.ManagementAddress, Key(nameof(options.ManagementAddress)), faults);
        var trusted = Networks(nameof(options.TrustedProxies), options.TrustedProxies, faults);
        var proxied = Networks(nameof(options.ProxyProtocol), options.ProxyProtocol, faults);
        var devices = DeviceAuthorities.Read(options.Devices, faults);

        if (management is not null && !options.ManagementBeyondLoopback && !IPAddress.IsLoopback(management.Address))
        {
            faults.Add(Key(nameof(options.ManagementAddress)), "must be a loopback address, unless ManagementBeyondLoopback says otherwise.");
        }

        if (management is not null && management.Port != 0 && Array.Exists(addresses, one => one.Port == management.Port))
        {
            faults.Add(Key(nameof(options.ManagementAddress)), "needs a port of its own.");
        }

        if (origins is { IsEncrypted: false } && Array.Exists(addresses, one => !IPAddress.IsLoopback(one.Address)))
        {
            faults.Add(Key(nameof(options.Addresses)), "plain HTTP is served on loopback only. Use an https PublicOrigin.");
        }

        if (origins is { IsEncrypted: true, IsLocal: false } && options.CertificatePath.Length == 0)
        {
            faults.Add(Key(nameof(options.CertificatePath)), "is needed: a self-signed certificate is made for names below localhost only.");
        }

        if (origins is { IsEncrypted: false } && options.Devices is { Authorities.Length: > 0 } or { ManagedAuthorities.Length: > 0 })
        {
            faults.Add(Key(nameof(options.Devices)), "needs an https PublicOrigin: certificates are shown in TLS.");
        }

        CheckLimits(options.Limits, faults);
        return origins is null || faults.All.Count > before ? null : new ListenPlan(origins, addresses, management, trusted, proxied, devices);
    }

    private static string Key(string name) => $"{RoomOptions.Root}:Listen:{name}";

    private static IPEndPoint[] EndPoints(string[] texts, OptionFaults faults)
    {
        var all = new List<IPEndPoint>(texts.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            if (EndPoint(texts[i], $"{Key(nameof(ListenOptions.Addresses))}:{i}", faults) is { } one)
            {
                all.Add(one);
            }
        }

        return [.. all];
    }

    private static IPEndPoint? EndPoint(string text, string key, OptionFaults faults)
    {
        // Without the colon test "8443" would be read as the address 0.0.32.251.
        if (text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var parsed)
            && (text.StartsWith('[') || parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork))
        {
            return parsed;
        }

        faults.Add(key, $"'{text}' is not address:port, like 127.0.0.1:8443 or [::]:443.");
        return null;
    }

    private static IPNetwork[] Networks(string option, string[] texts, OptionFaults faults)
    {
        var all = new List<IPNetwork>(texts.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            if (IPNetwork.TryParse(texts[i], out var network) && network.PrefixLength > 0)
            {
                all.Add(network);
            }
            else
            {
                faults.Add($"{Key(option)}:{i}", $"'{texts[i]}' is not a network like 10.0.0.0/24. Trusting everybody is not offered.");
            }
        }

        return [.. all];
    }

    private static void CheckLimits(ListenLimits limits, OptionFaults faults)
    {
        Within(nameof(limits.MaxConnections), limits.MaxConnections, 1, 1_000_000);
        Within(nameof(limits.MaxUpgradedConnections), limits.MaxUpgradedConnections, 1, 1_000_000);
        Within(nameof(limits.MaxRequestBody), limits.MaxRequestBody, 1 << 16, 1L << 40);
        Within(nameof(limits.MaxRequestLine), limits.MaxRequestLine, 1 << 10, 64 << 10);
        Within(nameof(limits.MaxHeaders), limits.MaxHeaders, 4 << 10, 256 << 10);
        Within(nameof(limits.MaxHeaderCount), limits.MaxHeaderCount, 20, 500);
        Within(nameof(limits.HeadersWithin), (long)limits.HeadersWithin.TotalSeconds, 1, 120);
        Within(nameof(limits.IdleConnection), (long)limits.IdleConnection.TotalSeconds, 5, 3600);

        void Within(string name, long value, long least, long most)
        {
            if (value < least || value > most)
            {
                faults.Add(Key($"{nameof(ListenOptions.Limits)}:{name}"), $"{value} is outside {least} to {most}.");
            }
        }
    }
}
