using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RemoteDev.Gateway.Tests.Doors;

/// <summary>A server inside the client's network: says what it was asked, serves pages and bytes, echoes sockets.</summary>
internal sealed class Inside : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Inside(WebApplication app) => _app = app;

    public ConcurrentQueue<IHeaderDictionary> Asked { get; } = new();

    public ConcurrentQueue<byte[]> Received { get; } = new();

    /// <summary>Answers in its place when it returns true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    public Uri Address => new(_app.Urls.First());

    public static async Task<Inside> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var inside = new Inside(app);
        app.UseWebSockets();
        app.Run(inside.AnswerAsync);
        await app.StartAsync();
        return inside;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Asked.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary(one => one.Key, one => one.Value, StringComparer.OrdinalIgnoreCase)));
        if (await Instead(context))
        {
            return;
        }

        if (context.WebSockets.IsWebSocketRequest)
        {
            await EchoAsync(context);
            return;
        }

        var response = context.Response;
        response.Headers.SetCookie = new[] { "app=1; Path=/", "__Host-rd-env=stolen; Path=/; Secure", "wide=1; Domain=remotedev.localhost" };
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.StrictTransportSecurity = "max-age=0";
        response.Headers["Clear-Site-Data"] = "\"*\"";
        response.Headers.ContentSecurityPolicy = "connect-src 'self' https:; img-src https:";
        switch (context.Request.Path.Value)
        {
            case "/":
                response.ContentType = "text/html";
                await response.WriteAsync("<!doctype html><html><head><title>IDE</title></head><body>work</body></html>");
                break;
            case "/_static/big":
                await WriteAsync(response, 4 << 20);
                break;
            case "/_static/known":
                response.ContentLength = 2 << 20;
                await WriteAsync(response, 2 << 20);
                break;
            case "/_static/endless":
                await response.StartAsync();
                await response.Body.WriteAsync(new byte[10]);
                await response.Body.FlushAsync();
                await UntilGoneAsync(context);
                break;
            default:
                await response.WriteAsync($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
                break;
        }
    }

    private static async Task UntilGoneAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static async Task WriteAsync(HttpResponse response, int bytes)
    {
        var chunk = new byte[32 << 10];
        for (var sent = 0; sent < bytes; sent += chunk.Length)
        {
            await response.Body.WriteAsync(chunk);
        }
    }

    private async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[64 << 10];
        while (socket.State == WebSocketState.Open)
        {
            try
            {
                var read = await socket.ReceiveAsync(buffer, context.RequestAborted);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
                    return;
                }

                Received.Enqueue(buffer[..read.Count]);
                await socket.SendAsync(buffer.AsMemory(0, read.Count), read.MessageType, read.EndOfMessage, context.RequestAborted);
            }
            catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
            {
                return;
            }
        }
    }
}
