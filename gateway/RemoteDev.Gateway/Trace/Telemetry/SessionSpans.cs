using System.Diagnostics;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Trace.Telemetry;

/// <summary>
/// One OpenTelemetry trace per access session: its root span lasts as long as the session, every request is a span below it.
/// Costs nothing while nobody listens.
/// </summary>
internal static class SessionSpans
{
    /// <summary>
    /// Begins the session's root span and gives the session its trace. Call it once, before the session is traced as opened
    /// and before anybody else knows it. The span is emitted when the session ends.
    /// </summary>
    public static void Open(AccessSession session)
    {
        // Never below the request that happens to open it, nor below what a client claims to be part of.
        var surrounding = Activity.Current;
        Activity.Current = null;
        try
        {
            if (GatewayTelemetry.Source.StartActivity("access session", ActivityKind.Internal) is { } span)
            {
                session.TraceContext = span.Context;
                span.SetTag("remotedev.session.id", session.Id);
                span.SetTag("remotedev.session.kind", session.Kind.ToString());
                span.SetTag("remotedev.place", session.Place);
                span.SetTag("enduser.id", session.Login);
                session.Noticed += notice => EndWith(span, session, notice);
            }
        }
        finally
        {
            Activity.Current = surrounding;
        }
    }

    /// <summary>Begins a span for one request of the session, or null while nobody listens. Dispose it when the request ends.</summary>
    public static Activity? Request(AccessSession session, string method, string action)
    {
        if (!GatewayTelemetry.Source.HasListeners())
        {
            return null;
        }

        var span = GatewayTelemetry.Source.StartActivity($"{method} {session.Place}", ActivityKind.Server, session.TraceContext);
        span?.SetTag("http.request.method", method);
        span?.SetTag("remotedev.action", action);
        span?.SetTag("remotedev.session.id", session.Id);
        return span;
    }

    private static void EndWith(Activity span, AccessSession session, SessionNotice notice)
    {
        if (!notice.IsEnd)
        {
            return;
        }

        span.SetTag("remotedev.end.reason", session.EndReason.ToString());
        span.SetTag("remotedev.bytes.in", session.BytesIn);
        span.SetTag("remotedev.bytes.out", session.BytesOut);

        // Stopping restores the span's own idea of what is current; it must not disturb the caller's.
        var surrounding = Activity.Current;
        span.Stop();
        Activity.Current = surrounding;
    }
}
