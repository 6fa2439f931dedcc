using Yarp.ReverseProxy.Forwarder;

namespace RemoteDev.Gateway.Journey;

/// <summary>
/// The last proof: what is permitted is also bounded. Says where the bytes go, by which connection pool, and which filter
/// every header and byte passes. Made by the Contain room alone; Forward accepts nothing else.
/// </summary>
internal sealed class Contained
{
    private Contained(Permitted permitted, LiveStream stream, Uri upstream, HttpMessageInvoker client, HttpTransformer filter)
    {
        Permitted = permitted;
        Stream = stream;
        Upstream = upstream;
        Client = client;
        Filter = filter;
    }

    public Permitted Permitted { get; }

    public LiveStream Stream { get; }

    /// <summary>Scheme, host and port of the place inside, from the catalogue and never from the request.</summary>
    public Uri Upstream { get; }

    public HttpMessageInvoker Client { get; }

    public HttpTransformer Filter { get; }

    /// <summary>Only the Contain room calls this (held by an architecture test).</summary>
    public static Contained Within(
        Permitted permitted, LiveStream stream, Uri upstream, HttpMessageInvoker client, HttpTransformer filter) =>
        ReferenceEquals(stream.Permitted, permitted)
            ? new Contained(permitted, stream, upstream, client, filter)
            : throw new ArgumentException("A stream is contained under the permission it was opened with.", nameof(stream));
}
