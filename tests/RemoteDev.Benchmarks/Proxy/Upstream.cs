namespace RemoteDev.Benchmarks.Proxy;

/// <summary>What stands inside: answers a path that ends in /SIZE with so many bytes, and echoes WebSocket messages.</summary>
internal static class Upstream
{
    public static Task RunAsync()
    {
        var builder = Programme.Builder();
        var app = builder.Build();
        var bodies = new[] { 12, 16 * 1024 }.ToDictionary(size => size, size => new byte[size]);
        app.UseWebSockets();
        app.Run(async http =>
        {
            if (http.WebSockets.IsWebSocketRequest)
            {
                using var socket = await http.WebSockets.AcceptWebSocketAsync();
                var buffer = new byte[4096];
                while (await socket.ReceiveAsync(buffer, http.RequestAborted) is { MessageType: not System.Net.WebSockets.WebSocketMessageType.Close } got)
                {
                    await socket.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, got.EndOfMessage, http.RequestAborted);
                }

                return;
            }

            var path = http.Request.Path.Value!;
            var body = bodies[int.Parse(path.AsSpan(path.LastIndexOf('/') + 1))];
            http.Response.ContentType = "text/javascript";
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        });
        return Programme.RunAsync(app, "");
    }
}
