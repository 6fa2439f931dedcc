namespace RemoteDev.Gateway.Replicas;

/// <summary>Registers the room.</summary>
internal static class ReplicasRegistration
{
    public static WebApplicationBuilder AddReplicas(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var options = builder.AddRoomOptions<ReplicaOptions>(ReplicaOptions.Section, ReplicaOptions.Check);
        if (options.IsAlone)
        {
            services.AddSingleton<ISharedState, InProcessState>();
        }
        else
        {
            services.AddSingleton<RedisLink>();
            services.AddSingleton<SharedSeal>();
            services.AddSingleton<ISharedState, RedisState>();
        }

        services.AddSingleton<SharedStateWatch>();
        services.AddSingleton<IReadinessPart>(provider => provider.GetRequiredService<SharedStateWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<SharedStateWatch>());
        return builder;
    }
}
