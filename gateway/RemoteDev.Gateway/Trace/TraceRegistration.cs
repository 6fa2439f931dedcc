using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace RemoteDev.Gateway.Trace;

/// <summary>Puts the Trace room into the house. Register it first: it starts first and stops last.</summary>
internal static class TraceRegistration
{
    public static WebApplicationBuilder AddTrace(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<IValidateOptions<TraceOptions>, TraceOptionsValidator>();
        services.AddOptions<TraceOptions>()
            .Configure<IConfiguration>(static (options, configuration) =>
            {
                configuration.GetSection(TraceOptions.Section).Bind(options);
                if (options.Directory.Length == 0 && configuration["RemoteDev:Data"] is { Length: > 0 } data)
                {
                    options.Directory = Path.Combine(Path.GetFullPath(data), "trace");
                }
            })
            .ValidateOnStart();
        services.AddSingleton<ITraceDisk, TraceDisk>();
        services.AddSingleton<TraceMetrics>();
        services.AddSingleton<TraceRoom>();
        services.AddHostedService<TraceService>();
        return builder;
    }
}
