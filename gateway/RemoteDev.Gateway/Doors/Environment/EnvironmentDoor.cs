using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Telemetry;

namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>
/// The browser's door to an environment: walks each request through the rooms, and turns what they answer into what a browser
/// understands. Decides nothing itself. Requests of other doors pass by.
/// </summary>
internal sealed partial class EnvironmentDoor(
    RequestDelegate next,
    Func<CatalogSnapshot> catalog,
    EnvironmentWalk walk,
    ForwardRoom forward,
    EnvironmentTrace trace,
    EntryPages entry,
    SessionPages session,
    GatewayOrigins origins,
    ILogger<EnvironmentDoor> logger)
{
    private static readonly Refusal Gone = new(RefusalCode.Unknown, "There is no such environment.");
    private static readonly Refusal Broken = new(
        RefusalCode.Refused, "Something went wrong on our side, and nothing was forwarded. The gateway's log says more to its operator.");

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<Connection>() is not { Door: Door.Environment } connection)
        {
            return next(context);
        }

        return catalog().Environments.TryGetValue(connection.Place, out var environment)
            ? ServeAsync(context, connection, environment)
            : RefusalPage.WriteAsync(context, Gone, null, ("Go to the portal", origins.Portal));
    }

    private async Task ServeAsync(HttpContext context, Connection connection, EnvironmentEntry environment)
    {
        var body = context.Response.Body;
        try
        {
            if (context.Request.Path.Value!.StartsWith(EnvironmentPaths.Own, StringComparison.OrdinalIgnoreCase))
            {
                await OwnAsync(context, connection, environment);
                return;
            }

            var outcome = walk.Go(context, connection, environment);
            if (outcome.Exchange is { } exchange)
            {
                using (exchange)
                {
                    await ForwardAsync(context, body, exchange, outcome);
                }
            }
            else if (outcome.Refusal is { } refusal)
            {
                await RefuseAsync(context, connection, outcome, refusal);
            }
            else
            {
                context.Response.Redirect(outcome.Verdict.Detail!);
            }
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogBroken(logger, connection.Place, fault);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            Clear(context, body);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await RefusalPage.WriteAsync(context, Broken, null);
        }
    }

    private async Task ForwardAsync(HttpContext context, Stream body, EnvironmentExchange exchange, WalkOutcome walked)
    {
        using var span = SessionSpans.Request(exchange.Contained.Permitted.Session, context.Request.Method, walked.Verdict.Action);
        var opened = trace.Clock;
        if (!await trace.OpenAsync(context, exchange, walked))
        {
            await RefusalPage.WriteAsync(context, EnvironmentTrace.Lost, null, ("Go to the portal", origins.Portal));
            return;
        }

        var outcome = await forward.SendAsync(exchange.Contained, context);
        if (outcome.Refusal is { } refusal && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Clear(context, body);
            await RefusalPage.WriteAsync(context, refusal, null, ("Go to the portal", origins.Portal));
        }
        else
        {
            await exchange.FinishAsync(context.RequestAborted);
        }

        trace.Closed(context, exchange, walked, outcome, opened);
    }

    /// <summary>Our own words are not metered, and go out also when nothing else may.</summary>
    private static void Clear(HttpContext context, Stream body)
    {
        context.Response.Body = body;
        context.Response.Clear();
    }

    private Task RefuseAsync(HttpContext context, Connection connection, WalkOutcome outcome, Refusal refusal)
    {
        if (refusal.Code == RefusalCode.NotSignedIn && IsNavigation(context.Request))
        {
            context.Response.Redirect(EntryPages.StartFor(context.Request));
            return Task.CompletedTask;
        }

        trace.Refused(context, connection, outcome, refusal);
        var zone = outcome.Login is { } login && catalog().People.TryGetValue(login, out var person) ? person.TimeZone : null;
        return RefusalPage.WriteAsync(context, refusal, zone, ("Open again", EnvironmentPaths.Start), ("Go to the portal", origins.Portal));
    }

    private async Task OwnAsync(HttpContext context, Connection connection, EnvironmentEntry environment)
    {
        if (walk.Foreign(context, environment) is { } foreign)
        {
            await RefuseAsync(context, connection, new WalkOutcome("contain", default) { Refusal = foreign }, foreign);
            return;
        }

        switch (context.Request.Path.Value)
        {
            case EnvironmentPaths.Start:
                entry.Start(context, connection);
                break;
            case EnvironmentPaths.Enter when entry.Enter(context, connection) is { } refusal:
                await RefusalPage.WriteAsync(context, refusal, null, ("Open again", EnvironmentPaths.Start), ("Go to the portal", origins.Portal));
                break;
            case EnvironmentPaths.Enter:
                break;
            case EnvironmentPaths.Script:
                await SessionPages.ScriptAsync(context);
                break;
            case EnvironmentPaths.Events:
                await session.EventsAsync(context, connection);
                break;
            case EnvironmentPaths.State:
                await session.StateAsync(context, connection);
                break;
            case EnvironmentPaths.Activity:
                session.Activity(context, connection);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    /// <summary>A whole page in a window, for which a way through the portal makes sense; a frame or script gets a plain no.</summary>
    private static bool IsNavigation(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && Contain.Pages.TopDocument.IsAskedFor(request) && RefusalPage.IsForAPerson(request);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Place} failed.")]
    private static partial void LogBroken(ILogger logger, string place, Exception exception);
}
