using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen;

namespace RemoteDev.Gateway.Tests.Listen;

/// <summary>The Listen room on a real Kestrel; behind it, a page that says what it was told.</summary>
internal sealed class ListenHost : IAsyncDisposable
{
    public const string Host = "remotedev.localhost:8443";

    private readonly WebApplication _app;
    private readonly TemporaryFolder _data;

    private ListenHost(WebApplication app, TemporaryFolder data)
    {
        _app = app;
        _data = data;
        Port = Ports(app)[0];
    }

    public int Port { get; }

    public int ManagementPort => Ports(_app)[1];

    public string Data => _data.Path;

    public IServiceProvider Services => _app.Services;

    public static Task<ListenHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    /// <summary>The same beside another part of the gateway that has a say in whether it is ready.</summary>
    public static async Task<ListenHost> StartAsync(IReadinessPart? part, params (string Key, string Value)[] settings)
    {
        var data = new TemporaryFolder();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["RemoteDev:PublicOrigin"] = $"http://{Host}",
            ["RemoteDev:Data"] = data.Path,
            ["RemoteDev:Listen:Addresses:0"] = "127.0.0.1:0",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(one => one.Key, one => (string?)one.Value, StringComparer.Ordinal));
        builder.AddListen();
        builder.Services.AddSingleton<IPlaceNames>(new OnePlace());
        if (part is not null)
        {
            builder.Services.AddSingleton(part);
        }

        using var errors = new StringWriter();
        Assert.True(builder.ConfigurationHolds(errors), errors.ToString());
        var app = builder.Build();
        app.UseListen();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            var connection = context.Features.Get<Connection>();
            var forwarded = string.Join(',', context.Request.Headers.Keys.Where(key => key.Contains("orward", StringComparison.OrdinalIgnoreCase)));
            await context.Response.WriteAsync(
                $"door={connection?.Door} place={connection?.Place} source={connection?.Source} encrypted={connection?.Encrypted} path={context.Request.Path.Value} claims=[{forwarded}] {Device(context)}");
        });
        await app.StartAsync();
        return new ListenHost(app, data);
    }

    /// <summary>Sends exactly these bytes and reads until the server closes, so the last request must ask it to.</summary>
    public async Task<string> RawAsync(string request, int? port = null)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port ?? Port, deadline.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), deadline.Token);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, deadline.Token);
        }
        catch (IOException)
        {
            // A reset after the answer is how a server that refuses may hang up.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public Task<string> GetAsync(string target, string host = Host, string headers = "") =>
        RawAsync($"GET {target} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Dispose();
    }

    private static int[] Ports(WebApplication app) =>
        [.. app.Urls.Where(url => url.StartsWith("http", StringComparison.Ordinal) && !url.Contains("unix", StringComparison.Ordinal)).Select(url => new Uri(url).Port)];

    private static string Device(HttpContext context)
    {
        var connection = context.Features.Get<Connection>();
        var standing = context.RequestServices.GetRequiredService<IDeviceJudge>().Judge(connection?.Device, TimeProvider.System.GetUtcNow());
        return $"shown={connection?.Device?.Subject} proven={standing.IsProven} managed={standing.IsManaged} fault={standing.Fault}";
    }

    private sealed class OnePlace : IPlaceNames
    {
        public string? Environment(ReadOnlySpan<char> label) => label is "payments-dev" ? "payments-dev" : null;
    }
}
