using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Trace.Index;
using RemoteDev.Gateway.Trace.Reading;
using RemoteDev.Gateway.Trace.Recordings;
using RemoteDev.Gateway.Trace.Telemetry;

namespace RemoteDev.Gateway.Trace;

/// <summary>Puts the Trace room into the house. Register it first: it starts first and stops last.</summary>
internal static class TraceRegistration
{
    public static WebApplicationBuilder AddTrace(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.Faults().Know(TraceOptions.Section, typeof(TraceOptions));
        builder.Faults().Know(OtlpOptions.Section, typeof(OtlpOptions));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<TraceOptions>, TraceOptionsValidator>();
        services.AddOptions<TraceOptions>()
            .BindConfiguration(TraceOptions.Section)
            .PostConfigure<IServiceProvider>(static (options, provider) =>
                options.Directory = options.Directory.Length > 0
                    ? Path.GetFullPath(options.Directory)
                    : provider.GetRequiredService<DataFolder>().File("trace"))
            .ValidateOnStart();
        builder.AddTelemetry();
        services.AddSingleton<ITraceDisk, TraceDisk>();
        services.AddSingleton<TraceRoom>();
        services.AddHostedService<TraceService>();
        services.AddSingleton(static provider => new RecordingShelf(
            provider.GetRequiredService<DataFolder>().File("recordings"),
            provider.GetRequiredService<ITraceDisk>(),
            provider.GetRequiredService<IKeySeal>(),
            provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<RecordingDesk>();

        services.AddGatewayContext<TraceIndexContext>(TraceIndexContext.HistoryTable);
        services.AddSingleton<TraceIndexStore>();
        services.AddSingleton<TraceIndexer>();
        services.AddHostedService(static provider => provider.GetRequiredService<TraceIndexer>());
        services.AddSingleton<TraceQuery>();
        services.AddSingleton<TraceExport>();
        services.AddSingleton<DecisionQuery>();
        return builder;
    }
}
