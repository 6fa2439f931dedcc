using Yarp.ReverseProxy.Forwarder;

namespace RemoteDev.Benchmarks.Proxy;

/// <summary>YARP with nothing around it: what the platform itself costs.</summary>
internal static class BareYarp
{
    public static async Task RunAsync(Uri upstream)
    {
        var builder = Programme.Builder();
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
        };
        using var client = new HttpMessageInvoker(handler);
        var config = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromMinutes(5) };
                app.Run(async http => await forwarder.SendAsync(http, upstream.AbsoluteUri, client, config));
        await Programme.RunAsync(app, "");
    }
}
