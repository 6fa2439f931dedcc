using Microsoft.Extensions.DependencyInjection.Extensions;
using RemoteDev.Gateway.Catalog.Applying;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Provisioning;

namespace RemoteDev.Gateway.Catalog;

/// <summary>The catalogue's line in <c>Program.cs</c>.</summary>
internal static class CatalogRegistration
{
    public static WebApplicationBuilder AddCatalog(this WebApplicationBuilder builder)
    {
        CheckDatabase(builder);
        builder.Services.AddGatewayContext<CatalogContext>(CatalogContext.HistoryTable);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<CatalogStore>();
        builder.Services.AddSingleton<CatalogRoom>();
        builder.Services.AddSingleton<CatalogApply>();
        builder.Services.AddSingleton<DirectoryStore>();
        builder.Services.AddSingleton<ProviderWords>();
        builder.Services.AddSingleton<ProvisionedRoles>();
        builder.Services.AddSingleton<Provisioner>();
        builder.Services.AddSingleton<DraftStore>();
        builder.Services.AddSingleton<PolicyWork>();
        builder.Services.AddSingleton<DraftActivation>();
        builder.Services.AddSingleton<PolicyDrafts>();
        builder.Services.AddSingleton<PolicyDifferences>();
        builder.Services.AddSingleton<PolicyRestore>();
        builder.Services.AddSingleton<PolicyReplays>();
        builder.Services.AddSingleton<IReadinessPart, PolicyReadiness>();
        builder.Services.AddHostedService<CatalogLoading>();
        builder.Services.AddHostedService<CatalogRefresh>();
        builder.Services.AddHostedService<DraftSchedule>();
        builder.Services.AddHostedService<DirectoryRules>();
        return builder;
    }

    // Told with the faults of all other rooms; what registers a context alone, as tests do, still meets them at start.
    private static void CheckDatabase(WebApplicationBuilder builder)
    {
        var faults = builder.Faults();
        faults.Know(DatabaseOptions.Section, typeof(DatabaseOptions));
        var options = builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        foreach (var fault in new DatabaseOptionsRules().Validate(name: null, options).Failures ?? [])
        {
            faults.Add(DatabaseOptions.Section, fault);
        }
    }
}
