using Microsoft.Extensions.DependencyInjection.Extensions;
using RemoteDev.Gateway.Catalog.Database;

namespace RemoteDev.Gateway.Catalog;

/// <summary>The catalogue's line in <c>Program.cs</c>.</summary>
internal static class CatalogRegistration
{
    public static WebApplicationBuilder AddCatalog(this WebApplicationBuilder builder)
    {
        builder.Services.AddGatewayContext<CatalogContext>(CatalogContext.HistoryTable);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<CatalogStore>();
        builder.Services.AddSingleton<CatalogRoom>();
        builder.Services.AddHostedService<CatalogLoading>();
        return builder;
    }
}
