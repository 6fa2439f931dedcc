using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace RemoteDev.Benchmarks.Proxy;

/// <summary>A measured programme's frame: says where it listens in one line, then runs until its standard input closes.</summary>
internal static class Programme
{
    public static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        return builder;
    }

    public static async Task RunAsync(WebApplication app, string extra)
    {
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"{address} {extra}");
        await UntilInputClosesAsync();
        await app.StopAsync();
    }

    public static async Task UntilInputClosesAsync()
    {
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Nothing is ever sent; the end of the stream is the word.
        }
    }
}
