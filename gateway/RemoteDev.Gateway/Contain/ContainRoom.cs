using System.Runtime.CompilerServices;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Assertions;
using RemoteDev.Gateway.Contain.CodeServer;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Contain.WebSockets;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Contain;

/// <summary>
/// The fifth door: what is permitted is also bounded. Says beforehand what a request would do (<see cref="Judge"/>), so that
/// policy is asked the right question, and then gives the bytes their place, their filter and their meter. What it does not
/// know, it does not let through.
/// </summary>
internal sealed class ContainRoom(
    GatewayOrigins origins, UpstreamPool upstreams, SessionAssertions assertions, EgressLedger ledger, TraceRoom trace, TimeProvider clock)
{
    private static readonly Refusal Uncounted = new(
        RefusalCode.TraceUnavailable, "The gateway cannot keep count of what leaves at the moment, so nothing may. An administrator has to look at it.");

    private static readonly Refusal Ended = new(RefusalCode.SessionEnded, "This session has ended. Open it again from the portal.");

    private static readonly Refusal OtherUpgrade = new(
        RefusalCode.NotContained, "The connection asked to become something other than a WebSocket.");

    private static readonly Refusal NotForBrowsers = new(
        RefusalCode.NotContained, "This environment is reached by SSH and has nothing for a browser. The portal says how to connect.");

    private readonly ConditionalWeakTable<EnvironmentEntry, EnvironmentBounds> _bounds = [];

    /// <summary>
    /// What the request would do, before anybody is asked whether it may. Refused at once: what another origin's page made the
    /// browser send, and routes that are no action anybody can be given.
    /// </summary>
    public RouteVerdict Judge(HttpContext context, EnvironmentEntry environment)
    {
        if (!environment.IsForBrowsers)
        {
            return RouteVerdict.Refuse(NotForBrowsers);
        }

        var wants = ContainedUpgrade.Wants(context);
        if (wants is not { } upgrade)
        {
            return RouteVerdict.Refuse(OtherUpgrade);
        }

        return FetchMetadata.Fault(context.Request, Bounds(environment).Origin, upgrade) is { } foreign
            ? RouteVerdict.Refuse(foreign)
            : EnvironmentRoutes.Judge(environment, context.Request, upgrade);
    }

    /// <summary>For the gateway's own paths on an environment's origin: the refusal when another origin's page asked, or null.</summary>
    public Refusal? Foreign(HttpContext context, EnvironmentEntry environment) => environment.IsForBrowsers
        ? FetchMetadata.Fault(context.Request, Bounds(environment).Origin, upgrade: false)
        : NotForBrowsers;

    /// <summary>Bounds a permitted request. The exchange is to be disposed when its last byte has moved.</summary>
    /// <returns>The exchange, or: the session has ended, the budget is spent, or bytes cannot be counted.</returns>
    public Step<EnvironmentExchange> Http(Permitted permitted, HttpContext context, EnvironmentEntry environment, in RouteVerdict verdict)
    {
        if (verdict.IsRefused(out var refused))
        {
            return refused;
        }

        if (ledger.Fault is not null)
        {
            return Uncounted;
        }

        var session = permitted.Session;
        var budget = permitted.Permit.Obligations.Egress;
        var account = ledger.Account(session.Login, environment.Name);
        if (EgressMeter.WhySpent(ledger, account, session, budget) is { } spent)
        {
            return spent;
        }

        var now = clock.GetUtcNow();
        var kind = verdict.Kind is RouteKind.WebSocket or RouteKind.CodeServerSocket ? StreamKind.WebSocket : StreamKind.Http;
        var cut = new RequestCut(context);
#pragma warning disable CA2000 // the exchange owns the stream
        if (LiveStream.TryOpen(permitted.Verified.Identified.Connection.Id, permitted, kind, now, cut.Stop) is not { } stream)
#pragma warning restore CA2000
        {
            return session.Ending ?? Ended;
        }

        session.Touch(now);
        var bounds = Bounds(environment);
        var meter = new EgressMeter(ledger, account, stream, budget, trace);
        if (kind == StreamKind.WebSocket)
        {
            var guard = new SocketGuard(trace, verdict.Kind == RouteKind.CodeServerSocket ? new HandshakeReader() : null);
            ContainedUpgrade.Install(context, socket => new ContainedSocket(socket, stream, meter, guard));
        }

        var filter = new HttpFilter(bounds, assertions.For(permitted, bounds.Origin), stream, meter, verdict.Kind);
        return new EnvironmentExchange(
            Contained.Within(permitted, stream, environment.Upstream, bounds.Client, filter), filter, cut);
    }

    private EnvironmentBounds Bounds(EnvironmentEntry environment) => _bounds.TryGetValue(environment, out var known)
        ? known
        : _bounds.GetValue(environment, entry => new EnvironmentBounds(entry, origins.Environment(entry.Name), upstreams.For(entry.Upstream)));
}
