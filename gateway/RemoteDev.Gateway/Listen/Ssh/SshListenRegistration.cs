namespace RemoteDev.Gateway.Listen.Ssh;

/// <summary>Registers the SSH listener. <see cref="ISshDoor"/> comes from the door.</summary>
internal static class SshListenRegistration
{
    /// <summary>Listens only when an address is configured.</summary>
    public static void AddSshListener(this WebApplicationBuilder builder)
    {
        var options = builder.AddRoomOptions<SshListenOptions>(SshListenOptions.Section, SshListenOptions.Check);
        builder.Services.AddSingleton<SshAddress>();
        if (options.Addresses.Length > 0)
        {
            builder.Services.AddHostedService<SshListener>();
        }
    }
}
