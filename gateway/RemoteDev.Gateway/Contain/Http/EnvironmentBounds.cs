using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Contain.Http;

/// <summary>What containment knows about one environment, worked out once for each version of its entry.</summary>
internal sealed class EnvironmentBounds(EnvironmentEntry entry, string origin, HttpMessageInvoker client)
{
    public EnvironmentEntry Entry { get; } = entry;

    /// <summary>The one origin this environment's pages have, <c>https://payments-dev.example.com</c>.</summary>
    public string Origin { get; } = origin;

    /// <summary>Host and port of <see cref="Origin"/>: also the Host the server inside sees, so nothing a client wrote chooses a virtual host.</summary>
    public string Host { get; } = origin[(origin.IndexOf("://", StringComparison.Ordinal) + 3)..];

    public string Scheme { get; } = origin[..origin.IndexOf("://", StringComparison.Ordinal)];

    public HttpMessageInvoker Client { get; } = client;

    /// <summary>Added to every response; browsers enforce all policies of a response together, so it can only take away.</summary>
    public string ContentSecurityPolicy { get; } = PagePolicy.For(origin);
}
