using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Api;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Tests.Catalog;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Tests.Api;

/// <summary>
/// The API on a real Unix socket, and beside it a real TCP listener as the public one: the same application, told apart by the
/// connection alone, as Listen does it.
/// </summary>
internal sealed class OperatorSocket : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OperatorSocket(WebApplication app, CatalogFixture catalog, string path) => (_app, Catalog, Path) = (app, catalog, path);

    public CatalogFixture Catalog { get; }

    /// <summary>Of the socket.</summary>
    public string Path { get; }

    public Uri Tcp => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(one => one.Contains("127.0.0.1", StringComparison.Ordinal)));

#pragma warning disable CA2000 // the socket disposes its catalogue
    /// <summary>With everything of <see cref="SampleCatalog"/>.</summary>
    public static async Task<OperatorSocket> SampleAsync(Action<IServiceCollection>? more = null) => await StartAsync(await CatalogFixture.SampleAsync(), more);

    /// <summary>With an empty catalogue.</summary>
    public static async Task<OperatorSocket> EmptyAsync() => await StartAsync(await CatalogFixture.EmptyAsync());
#pragma warning restore CA2000

    private static async Task<OperatorSocket> StartAsync(CatalogFixture catalog, Action<IServiceCollection>? more = null)
    {
        var path = System.IO.Path.Combine(catalog.Trace.Directory, "operator.sock");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddApi();
        builder.Services.AddSingleton<TimeProvider>(catalog.Trace.Clock);
        builder.Services.AddSingleton(catalog.Room);
        builder.Services.AddSingleton(catalog.Store);
        builder.Services.AddSingleton(catalog.TraceRoom);
        builder.Services.AddSingleton(catalog.Apply);
        builder.Services.AddSingleton(catalog.DraftStore);
        builder.Services.AddSingleton<PolicyWork>();
        builder.Services.AddSingleton<DraftActivation>();
        builder.Services.AddSingleton<PolicyDrafts>();
        builder.Services.AddSingleton<PolicyDifferences>();
        builder.Services.AddSingleton<PolicyRestore>();
        builder.Services.AddSingleton(provider => new PolicyReplays(
            catalog.Room, provider.GetRequiredService<DecisionQuery>(), provider.GetRequiredService<PolicyWork>(), catalog.Trace.Clock));
        more?.Invoke(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUnixSocket(path, socket => Mark(socket, ListenerKind.Operator));
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, socket => Mark(socket, ListenerKind.Public));
        });
        var app = builder.Build();
        app.UseOperator();
        app.UseRouting();
        app.Use(ConsoleDoor.Guard);
        app.MapApi();
        app.MapGet("/page", () => "a page").WithMetadata(new OpenToAllAttribute());
        await app.StartAsync();
        return new OperatorSocket(app, catalog, path);
    }

    /// <summary>A client over the socket.</summary>
    public ApiClient Client() => ApiClient.OverSocket(Path);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Catalog.Dispose();
    }

    private static void Mark(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions socket, ListenerKind kind) => socket.Use(next => connection =>
    {
        connection.Features.Set(new Listener(kind));
        return next(connection);
    });
}
