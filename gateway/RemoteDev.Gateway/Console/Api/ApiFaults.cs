namespace RemoteDev.Gateway.Console.Api;

/// <summary>On the operator's socket: what nobody foresaw becomes a problem without a stack trace.</summary>
internal sealed partial class ApiFaults(RequestDelegate next, ILogger<ApiFaults> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await Results.Problem(title: "Malformed", detail: fault.Message, statusCode: fault.StatusCode).ExecuteAsync(context);
        }
        catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Broken(context.Request.Method, context.Request.Path, fault);
            context.Response.Clear();
            await Results.Problem(title: "Refused", detail: "Something went wrong inside, and the gateway's log says more.", statusCode: 500).ExecuteAsync(context);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} of the operator's socket failed.")]
    private partial void Broken(string method, string path, Exception fault);
}
