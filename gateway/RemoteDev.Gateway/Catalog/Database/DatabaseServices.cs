using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>How a room gets its tables into the gateway's database.</summary>
internal static class DatabaseServices
{
    /// <summary>
    /// Registers a context (as <see cref="IDbContextFactory{TContext}"/> and scoped) on the gateway's database. Its migrations run at start,
    /// in the order of registration, before any hosted service starts and before anything listens.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="historyTable">The context's own table of applied migrations, for example <c>catalog_migrations</c>.</param>
    public static IServiceCollection AddGatewayContext<TContext>(this IServiceCollection services, string historyTable)
        where TContext : DbContext
    {
        services.AddGatewayDatabase();
        services.AddDbContextFactory<TContext>((provider, options) => options.UseRemoteDevDatabase(provider.GetRequiredService<GatewayDatabase>(), historyTable));
        services.AddSingleton<IStartupMigration, ContextMigration<TContext>>();
        return services;
    }

    /// <summary>Points a context at the gateway's database: SQLite with foreign keys and a busy timeout, or PostgreSQL.</summary>
    public static DbContextOptionsBuilder UseRemoteDevDatabase(this DbContextOptionsBuilder options, GatewayDatabase database, string historyTable)
    {
        database.Configure(options, historyTable);
        return options;
    }

    private static void AddGatewayDatabase(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(GatewayDatabase)))
        {
            return;
        }

        services.TryAddSingleton(provider => DataFolder.From(provider.GetRequiredService<IConfiguration>()));
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsRules>();
        services.AddSingleton<GatewayDatabase>();

        // First in the list, so that no other lifecycle service finds tables missing.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, StartupMigrations>());
    }
}
