using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Listen;

/// <summary>Puts the <see cref="Connection"/> on each public request, or answers it here. Management requests end here as well.</summary>
internal sealed class ListenMiddleware(RequestDelegate next, ListenRoom room, ManagementEndpoints management, ListenPlan plan)
{
    // One year, the whole tree: every environment's origin is ours and is only ever served encrypted.
    private const string Hsts = "max-age=31536000; includeSubDomains";

    private readonly bool _encrypted = plan.Origins.IsEncrypted;

    public Task InvokeAsync(HttpContext context)
    {
        switch (Listener.Of(context))
        {
            case ListenerKind.Public:
                if (_encrypted)
                {
                    context.Response.Headers.StrictTransportSecurity = Hsts;
                }

                if (!room.Accept(context).Passed(out var connection, out var refusal))
                {
                    return RefuseAsync(context, refusal);
                }

                context.Features.Set(connection);
                return next(context);
            case ListenerKind.Management:
                return management.AnswerAsync(context);
            case ListenerKind.Operator:
                return next(context);
            default:
                context.Abort();
                return Task.CompletedTask;
        }
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        var response = context.Response;
        response.StatusCode = refusal.Code switch
        {
            RefusalCode.NotReady => StatusCodes.Status503ServiceUnavailable,
            RefusalCode.Unknown => StatusCodes.Status421MisdirectedRequest,
            _ => StatusCodes.Status400BadRequest,
        };
        if (refusal.Code == RefusalCode.NotReady)
        {
            response.Headers.RetryAfter = "2";
        }

        // A request with two readings may be half of a smuggled one: nothing more is read from this connection.
        if (refusal.Code == RefusalCode.Malformed && context.Request.Protocol == HttpProtocol.Http11)
        {
            response.Headers.Connection = "close";
        }

        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        return response.WriteAsync(refusal.Reason + "\n", context.RequestAborted);
    }
}
