using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Access;

/// <summary>
/// Turns a refusal into what its asker can read: the way to sign-in, a page that says what and why, or problem+json for an API.
/// Also turns what nobody foresaw into a page without a stack trace.
/// </summary>
internal sealed partial class RefusalPages(RequestDelegate next, ILogger<RefusalPages> logger)
{
    /// <summary>The page that shows the refusal in the features of the request.</summary>
    public const string Page = "/refused";

    private static readonly Refusal Broken = new(
        RefusalCode.Refused, "Something went wrong on our side, and nothing was changed. The gateway's log says more to its operator.");

    private static readonly Refusal StaleForm = new(
        RefusalCode.Malformed, "This form was open for too long, or came from an earlier sign-in. Go back, reload the page and send it again.");

    private static readonly Refusal Unreadable = new(RefusalCode.Malformed, "The request has a value that cannot be read.");

    private static readonly Refusal NoSuchPage = new(RefusalCode.Unknown, "There is no such page here.");

    public async Task InvokeAsync(HttpContext context)
    {
        var refusal = await Run(context);
        if (refusal is null || context.Response.HasStarted)
        {
            return;
        }

        context.Features.Set(refusal);
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || context.WebSockets.IsWebSocketRequest)
        {
            await Problem(context, refusal);
            return;
        }

        if (SignInFor(refusal.Code) is { } signIn && SameOrigin.IsSafe(context.Request))
        {
            var back = context.Request.Path + context.Request.QueryString;
            context.Response.Redirect(back == "/" ? signIn : $"{signIn}?return={Uri.EscapeDataString(back)}");
            return;
        }

        await Show(context, refusal);
    }

    private async Task<Refusal?> Run(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            LogBroken(logger, context.Request.Method, context.Request.Path, exception);
            context.Response.Clear();
            return Broken;
        }

        // A body that was written, or a status that its handler chose, is an answer already.
        return context.Features.Get<Refusal>()
            ?? (context.Response.HasStarted || context.Response.ContentType is not null
                ? null
                : context.Response.StatusCode switch
                {
                    StatusCodes.Status400BadRequest => SameOrigin.IsSafe(context.Request) ? Unreadable : StaleForm,
                    StatusCodes.Status404NotFound => NoSuchPage,
                    _ => null,
                });
    }

    private async Task Show(HttpContext context, Refusal refusal)
    {
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Request.Path = Page;
        context.Request.QueryString = QueryString.Empty;
        context.Request.Method = HttpMethods.Get;
        context.Response.StatusCode = StatusOf(refusal);
        await next(context);
    }

    private static async Task Problem(HttpContext context, Refusal refusal)
    {
        var status = StatusOf(refusal);
        var result = Results.Problem(
            detail: refusal.Reason,
            statusCode: status,
            title: refusal.Code.ToString(),
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["code"] = refusal.Code.ToString(),
                ["policies"] = refusal.Policies,
                ["opensAt"] = refusal.OpensAt,
            });
        await result.ExecuteAsync(context);
    }

    private static int StatusOf(Refusal refusal) =>
        ReferenceEquals(refusal, Broken) ? StatusCodes.Status500InternalServerError : RefusalStatus.Of(refusal.Code);

    private static string? SignInFor(RefusalCode code) => code switch
    {
        RefusalCode.NotSignedIn => "/signin",
        RefusalCode.MfaNeeded => "/signin/verify",
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} of the console failed.")]
    private static partial void LogBroken(ILogger logger, string method, string path, Exception exception);
}
