using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace RemoteDev.Gateway.Trace.Telemetry;

/// <summary>Sends spans and measurements to a collector, when one is named.</summary>
internal static class TelemetryRegistration
{
    private const string StandardKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GatewayMetrics>();
        builder.Services.AddSingleton<IValidateOptions<OtlpOptions>, OtlpOptionsValidator>();
        builder.Services.AddOptions<OtlpOptions>().BindConfiguration(OtlpOptions.Section).ValidateOnStart();

        var options = builder.Configuration.GetSection(OtlpOptions.Section).Get<OtlpOptions>() ?? new OtlpOptions();
        var isStandard = options.Endpoint.Length == 0 && !string.IsNullOrEmpty(builder.Configuration[StandardKey]);
        if (options.Faults().Any() || (options.Endpoint.Length == 0 && !isStandard))
        {
            return;
        }

        var telemetry = new TelemetryServices(builder.Services);
        telemetry.WithTracing(traces => traces
            .ConfigureResource(Describe)
            .AddSource(GatewayTelemetry.Name));
        telemetry.WithMetrics(metrics => metrics
            .ConfigureResource(Describe)
            .AddMeter(GatewayTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"));
        if (isStandard)
        {
            telemetry.UseOtlpExporter();
        }
        else
        {
            telemetry.UseOtlpExporter(
                options.Protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf, new Uri(options.Endpoint));
        }

        builder.Services.AddHostedService<TelemetryService>();
    }

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService("remotedev-gateway", serviceVersion: typeof(TelemetryRegistration).Assembly.GetName().Version?.ToString());
}
