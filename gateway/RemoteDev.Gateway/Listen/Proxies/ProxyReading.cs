using System.Net;

namespace RemoteDev.Gateway.Listen.Proxies;

/// <summary>What the first bytes of a connection say of who is behind the proxy. <c>default</c> refuses.</summary>
internal readonly record struct ProxyReading
{
    private ProxyReading(ProxyReadingKind kind, int length, IPAddress? source, string? fault) =>
        (Kind, Length, Source, Fault) = (kind, length, source, fault);

    public ProxyReadingKind Kind { get; }

    /// <summary>How many bytes belong to the header, or, while it is incomplete, have to be there to go on.</summary>
    public int Length { get; }

    /// <summary>The client; null when the proxy speaks for itself.</summary>
    public IPAddress? Source { get; }

    /// <summary>Why it is refused, for the operator.</summary>
    public string? Fault { get; }

    public static ProxyReading Refused(string fault) => new(ProxyReadingKind.Refused, 0, null, fault);

    public static ProxyReading Incomplete(int needed) => new(ProxyReadingKind.Incomplete, needed, null, null);

    public static ProxyReading Local(int length) => new(ProxyReadingKind.Accepted, length, null, null);

    public static ProxyReading Client(int length, IPAddress source) => new(ProxyReadingKind.Accepted, length, source, null);
}
