namespace RemoteDev.Gateway.Listen;

/// <summary>What the management listener answers: whether the process lives, and whether it is open. Nothing else is there.</summary>
internal sealed class ManagementEndpoints(Readiness readiness, IEnumerable<IReadinessPart> parts)
{
    private readonly IReadinessPart[] _parts = [.. parts];

    public Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        switch (request.Path.Value)
        {
            case "/healthz":
                return SayAsync(context, "alive");
            case "/readyz":
                var missing = NotReady();
                response.StatusCode = missing is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
                return SayAsync(context, missing ?? string.Join("; ", _parts.Select(part => part.Warning).OfType<string>().Prepend("ready")));
            default:
                response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private static Task SayAsync(HttpContext context, string word)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(word + "\n");
    }

    private string? NotReady()
    {
        if (!readiness.IsOpen)
        {
            return "starting or stopping";
        }

        foreach (var part in _parts)
        {
            if (part.WhyNotReady is { } why)
            {
                return why;
            }
        }

        return null;
    }
}
