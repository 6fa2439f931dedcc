using Microsoft.Extensions.DependencyInjection.Extensions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Listen;

namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>Registers the browser's door to environments.</summary>
internal static class EnvironmentRegistration
{
    public static WebApplicationBuilder AddEnvironmentDoor(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton<Func<CatalogSnapshot>>(provider =>
        {
            var catalog = provider.GetRequiredService<CatalogRoom>();
            return () => catalog.Current;
        });
        services.AddSingleton<IPlaceNames, CatalogPlaceNames>();
        services.AddSingleton<EnvironmentWalk>();
        services.AddSingleton<EnvironmentTrace>();
        services.AddSingleton<EntryPages>();
        services.AddSingleton<SessionPages>();
        return builder;
    }

    public static WebApplication UseEnvironmentDoor(this WebApplication app)
    {
        app.UseMiddleware<EnvironmentDoor>();
        return app;
    }
}
