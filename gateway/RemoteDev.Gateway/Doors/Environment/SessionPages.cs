using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>What the gateway says inside an environment's pages: its script, the session's events and its state.</summary>
internal sealed class SessionPages(IdentifyRoom identify, GatewayOrigins origins, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan HeartBeat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WarnedBefore = TimeSpan.FromMinutes(5);
    private static readonly byte[] Beat = ": \n\n"u8.ToArray();
    private static readonly byte[] ScriptText = ReadScript();

    public static Task ScriptAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/javascript; charset=utf-8";
        response.ContentLength = ScriptText.Length;
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return response.Body.WriteAsync(ScriptText, 0, ScriptText.Length, context.RequestAborted);
    }

    /// <summary>How things stand, also when the session has ended: the reason is what the page then shows.</summary>
    public Task StateAsync(HttpContext context, Connection connection)
    {
        var word = identify.FromEnvironment(connection, context.Request).Passed(out var identified, out var refusal)
            ? Word(identified.Session!)
            : SessionWord.Of(refusal, origins.Portal);
        var response = context.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return JsonSerializer.SerializeAsync(response.Body, word, EnvironmentJson.Default.SessionWord, context.RequestAborted);
    }

    /// <summary>Somebody is at the keyboard.</summary>
    public void Activity(HttpContext context, Connection connection)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (HttpMethods.IsPost(context.Request.Method) && identify.FromEnvironment(connection, context.Request).Passed(out var identified, out _))
        {
            identified.Session!.Touch(clock.GetUtcNow());
        }
    }

    /// <summary>Server-sent events until the session or the browser's interest ends. No stream of the session: it must outlive the cut to say why.</summary>
    public async Task EventsAsync(HttpContext context, Connection connection)
    {
        if (!identify.FromEnvironment(connection, context.Request).Passed(out var identified, out _))
        {
            // Not 200 text/event-stream: the script stops listening and asks for the state.
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var session = identified.Session!;
        var notices = Channel.CreateBounded<SessionNotice>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
        void Take(SessionNotice notice) => notices.Writer.TryWrite(notice);
        session.Noticed += Take;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            await SendAsync(context, Encoding.ASCII.GetBytes("retry: 2000\n\n"));
            if (session.Ending is { } ending)
            {
                await SendAsync(context, Event(SessionWord.Of(ending, origins.Portal)));
                return;
            }

            await RelayAsync(context, notices.Reader, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The browser left, or the gateway stops.
        }
        finally
        {
            session.Noticed -= Take;
        }
    }

    private static byte[] ReadScript()
    {
        using var stream = typeof(SessionPages).Assembly.GetManifestResourceStream("environment/session.js")
            ?? throw new InvalidOperationException("The assembly was built without its script.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Event(SessionWord word) =>
        Encoding.UTF8.GetBytes($"event: notice\ndata: {JsonSerializer.Serialize(word, EnvironmentJson.Default.SessionWord)}\n\n");

    private static async Task SendAsync(HttpContext context, byte[] bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private async Task RelayAsync(HttpContext context, ChannelReader<SessionNotice> notices, CancellationToken stop)
    {
        var waiting = notices.WaitToReadAsync(stop).AsTask();
        while (true)
        {
            try
            {
                await waiting.WaitAsync(HeartBeat, clock, stop);
            }
            catch (TimeoutException)
            {
                await SendAsync(context, Beat);
                continue;
            }

            while (notices.TryRead(out var notice))
            {
                await SendAsync(context, Event(SessionWord.Of(notice, origins.Portal)));
                if (notice.IsEnd)
                {
                    return;
                }
            }

            waiting = notices.WaitToReadAsync(stop).AsTask();
        }
    }

    private SessionWord Word(AccessSession session)
    {
        if (session.Ending is { } ending)
        {
            return SessionWord.Of(ending, origins.Portal);
        }

        if (session.Warning is { } warning)
        {
            return SessionWord.Of(warning, origins.Portal);
        }

        var closes = session.ClosesAt is { } at && at - clock.GetUtcNow() <= WarnedBefore ? session.ClosesAt : null;
        return new SessionWord(IsEnd: false, closes is null ? "" : "This session closes soon.", closes, null, null, origins.Portal);
    }
}
