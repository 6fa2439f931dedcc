using Microsoft.AspNetCore.Http.Features;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Listen;

/// <summary>
/// The first door: whether bytes that arrived are a request one can speak about at all, and to which door they go. Promises
/// that a path has one reading, that the host is one of ours, and that nothing a client wrote decides its own address.
/// Never looks at who speaks.
/// </summary>
internal sealed class ListenRoom(ListenPlan plan, IPlaceNames places, Readiness readiness, TimeProvider clock)
{
    private static readonly Refusal NotOpen = new(RefusalCode.NotReady, "The gateway is starting or stopping. Try again in a moment.");
    private static readonly Refusal Misdirected = new(RefusalCode.Unknown, "There is nothing at this address.");
    private static readonly Refusal BadProxy = new(RefusalCode.Malformed, "The proxy in front sent an address that is none.");
    private static readonly Refusal Echo = new(RefusalCode.Malformed, "TRACE is not served here.");
    private static readonly Refusal TwoLengths = new(RefusalCode.Malformed, "The body has two lengths.");

    public Step<Connection> Accept(HttpContext context)
    {
        if (!readiness.IsOpen)
        {
            return NotOpen;
        }

        var request = context.Request;
        var host = request.Headers.Host;
        if (host.Count != 1 || !plan.Origins.TryLabel(host[0]!, out var label))
        {
            return Misdirected;
        }

        // The raw target is Kestrel's own reading before any decoding; another server could not give it.
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (RequestTarget.Fault(target, host[0]!) is { } fault)
        {
            return new Refusal(RefusalCode.Malformed, fault);
        }

        // A server inside that answers it (RFC 9110, section 9.3.8) would show the person what the gateway tells it about them.
        if (HttpMethods.IsTrace(request.Method) || string.Equals(request.Method, "TRACK", StringComparison.OrdinalIgnoreCase))
        {
            return Echo;
        }

        // Kestrel goes by the chunks and renames the other length; a server in front may have gone by that one.
        if (request.Headers.ContainsKey("X-Content-Length"))
        {
            return TwoLengths;
        }

        var (door, place) = Classify(label);
        if (door == Door.None)
        {
            return Misdirected;
        }

        var (source, encrypted, isRelayed) = ForwardedHeaders.Take(context, plan.TrustedProxies);
        if (source is null)
        {
            return BadProxy;
        }

        // The certificate of a proxy that speaks for others is the proxy's own, and would be everybody's.
        var device = isRelayed ? null : context.Features.Get<DeviceCertificate>();
        return Connection.Accept(context.TraceIdentifier, door, place, source, encrypted, clock.GetUtcNow(), device);
    }

    private (Door Door, string Place) Classify(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty)
        {
            return (Door.Portal, "");
        }

        if (label.Length > 63)
        {
            return (Door.None, "");
        }

        Span<char> lower = stackalloc char[label.Length];
        label.ToLowerInvariant(lower);
        if (lower is "git")
        {
            return (Door.Git, "");
        }

        return places.Environment(lower) is { } name && !GatewayOrigins.IsReserved(name)
            ? (Door.Environment, name)
            : (Door.None, "");
    }
}
