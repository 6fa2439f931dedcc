using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Telemetry;

namespace RemoteDev.Gateway.Tests.Trace;

/// <summary>The room registered as the gateway registers it, with a collector that really receives.</summary>
[Collection(nameof(AloneOfAll))]
public sealed class TelemetryTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("remotedev-telemetry-");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task OneTracePerSession_ReachesTheCollector()
    {
        var received = new ConcurrentQueue<(string Path, byte[] Body)>();
        await using var collector = await CollectorAsync(received);
        var session = new AccessSession("s-otlp", SessionKind.Environment, "shop-dev", new SignIn("si", "ada", IPAddress.Loopback, default, default), IPAddress.Loopback, default);
        await using (var gateway = Gateway(("RemoteDev:Otlp:Endpoint", collector.Urls.Single())))
        {
            await gateway.StartAsync();
            SessionSpans.Open(session);
            SessionSpans.Request(session, "GET", "connect")?.Dispose();
            gateway.Services.GetRequiredService<GatewayMetrics>().ObserveLive(() => 1, () => 2);
            session.End(EndReason.Closed, new Refusal(RefusalCode.SessionEnded, "Closed."));
            await gateway.StopAsync();
        }

        var traceId = Convert.FromHexString(session.TraceContext.TraceId.ToHexString());
        var spans = received.Where(post => post.Path == "/v1/traces").SelectMany(post => post.Body).ToArray();
        Assert.Equal(2, Count(spans, traceId));
        Assert.Equal(1, Count(spans, "access session"u8));
        Assert.Equal(1, Count(spans, "GET shop-dev"u8));

        // The root's own id once as itself and once as the request's parent.
        Assert.Equal(2, Count(spans, Convert.FromHexString(session.TraceContext.SpanId.ToHexString())));
        var metrics = received.Where(post => post.Path == "/v1/metrics").SelectMany(post => post.Body).ToArray();
        Assert.NotEqual(0, Count(metrics, "remotedev.trace.commit.duration"u8));
        Assert.NotEqual(0, Count(metrics, "remotedev.streams.live"u8));
    }

    [Fact]
    public async Task Start_AndStop_AreTraced_AndTheIndexKnows()
    {
        await using (var gateway = Gateway())
        {
            await gateway.StartAsync();
            Assert.True(gateway.Services.GetRequiredService<TraceRoom>().IsHealthy);
            await gateway.StopAsync();
        }

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_data.FullName, "trace"), "*.jsonl"));
        var entries = TraceFixture.EntriesOf(file);
        Assert.IsType<GatewayStarted>(entries[0].Event);
        Assert.IsType<GatewayStopped>(entries[^1].Event);
    }

    [Fact]
    public async Task Options_AreRefusedAtStart_AllFaultsAtOnce()
    {
        await using var gateway = Gateway(
            ("RemoteDev:Trace:GroupWindow", "00:00:01"), ("RemoteDev:Trace:QueueLength", "1"), ("RemoteDev:Trace:CommitDeadline", "01:00:00"));

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => gateway.StartAsync());

        Assert.Equal(3, fault.Failures.Count());
    }

    [Fact]
    public async Task CollectorAddress_ThatIsNone_IsRefusedAtStart()
    {
        await using var gateway = Gateway(("RemoteDev:Otlp:Endpoint", "collector"), ("RemoteDev:Otlp:Protocol", "smoke"));

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => gateway.StartAsync());

        Assert.Equal(2, fault.Failures.Count());
    }

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wanted) => bytes.Count(wanted);

    private static async Task<WebApplication> CollectorAsync(ConcurrentQueue<(string Path, byte[] Body)> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            received.Enqueue((context.Request.Path, body.ToArray()));
        });
        await collector.StartAsync();
        return collector;
    }

    private WebApplication Gateway(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            [KeyValuePair.Create("RemoteDev:Data", (string?)_data.FullName), .. settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))]);
        builder.AddTrace();
        return builder.Build();
    }
}
