using RemoteDev.Gateway.Contain.Assertions;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain;

/// <summary>Registers the Contain room.</summary>
internal static class ContainRegistration
{
    public static WebApplicationBuilder AddContain(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<UpstreamPool>();
        services.AddSingleton<IOutboundHttp>(provider => provider.GetRequiredService<UpstreamPool>());
        services.AddSingleton<EgressLedger>();
        services.AddSingleton(provider => new EgressStore(provider.GetRequiredService<GatewayOptions>().InData("egress.json")));
        services.AddSingleton<EgressKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<EgressKeeper>());
        services.AddSingleton<IReadinessPart>(provider => provider.GetRequiredService<EgressKeeper>());
        services.AddSingleton<LiveConnectors>();
        services.AddSingleton<IEnvironmentConnections>(provider => provider.GetRequiredService<LiveConnectors>());
        services.AddSingleton<SshTargets>();
        services.AddSingleton<TargetCheck>();
        services.AddSingleton<SessionAssertions>();
        services.AddSingleton<ContainRoom>();
        services.AddSingleton<SshContainment>();
        return builder;
    }
}
