using Microsoft.Extensions.DependencyInjection.Extensions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Devices;
using RemoteDev.Gateway.Listen.Proxies;
using RemoteDev.Gateway.Listen.Ssh;

namespace RemoteDev.Gateway.Listen;

/// <summary>Registers the Listen room. <see cref="IPlaceNames"/> comes from whoever knows the catalogue.</summary>
internal static class ListenRegistration
{
    public static WebApplicationBuilder AddListen(this WebApplicationBuilder builder)
    {
        var faults = builder.Faults();
        var contentRoot = AppContext.BaseDirectory;
        var gateway = builder.AddRoomOptions<GatewayOptions>("", (options, found) => GatewayOptions.Check(options, found, contentRoot));
        ListenPlan? plan = null;
        var listen = builder.AddRoomOptions<ListenOptions>("Listen", (options, found) => plan = ListenPlan.Read(gateway, options, found));

        builder.AddSshListener();
        QuietLogs(builder.Logging);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<ManagementEndpoints>();
        builder.Services.AddSingleton<ListenRoom>();
        if (plan is null || gateway.DataPath.Length == 0)
        {
            return builder;
        }

        builder.Services.AddSingleton(plan);
        builder.Services.AddSingleton(plan.Origins);
        builder.Services.AddSingleton<ProxyFaults>();
        builder.Services.AddSingleton<ProxyPeers>();
        builder.Services.AddSingleton(new DeviceJudge(plan.Devices));
        builder.Services.AddSingleton<IDeviceJudge>(static services => services.GetRequiredService<DeviceJudge>());
        if (plan.Devices is not null)
        {
            builder.Services.AddSingleton<DeviceWatch>();
            builder.Services.AddHostedService(static services => services.GetRequiredService<DeviceWatch>());
            builder.Services.AddSingleton<IReadinessPart>(static services => services.GetRequiredService<DeviceWatch>());
        }

        var certificate = Certificate(plan.Origins, gateway, listen, faults);

        // One for development is made anew by itself.
        var operators = listen.CertificatePath.Length > 0 ? certificate : null;
        builder.Services.AddSingleton<IReadinessPart>(services => new CertificateReadiness(operators, plan.Devices, services.GetRequiredService<TimeProvider>()));
        // A line ends with CR LF. Servers that also take a bare LF, and proxies that do not, see different requests.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            KestrelSetup.Apply(kestrel, plan, listen.Limits, certificate, gateway.InData(KestrelSetup.OperatorSocket)));
        return builder;
    }

    /// <summary>First in the pipeline. The house opens when everything has started, and closes when stopping begins.</summary>
    public static WebApplication UseListen(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        var socket = app.Services.GetRequiredService<GatewayOptions>().InData(KestrelSetup.OperatorSocket);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            if (!OperatingSystem.IsWindows() && File.Exists(socket))
            {
                File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            readiness.Open();
        });
        app.Lifetime.ApplicationStopping.Register(readiness.Close);
        app.UseMiddleware<ListenMiddleware>();
        return app;
    }

    /// <summary>
    /// The framework logs the address of every request, and addresses hold secrets: enrolment links, entry codes, the IDE's tokens.
    /// Requests are told by the trace, redacted. These rules are narrower than any that configuration usually has, and so stand.
    /// </summary>
    private static void QuietLogs(ILoggingBuilder logs) => logs
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
        .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
        .AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.Warning);

    private static ServedCertificate? Certificate(GatewayOrigins origins, GatewayOptions gateway, ListenOptions listen, OptionFaults faults)
    {
        if (!origins.IsEncrypted || faults.Any)
        {
            return null;
        }

        var now = TimeProvider.System.GetUtcNow();
        return listen.CertificatePath.Length > 0
            ? Certificates.Load(listen, faults, now)
            : Certificates.Development(gateway, origins.Domain, now);
    }
}
