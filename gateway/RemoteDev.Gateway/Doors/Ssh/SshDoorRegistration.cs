using RemoteDev.Gateway.Listen.Ssh;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>Registers the SSH door.</summary>
internal static class SshDoorRegistration
{
    public static WebApplicationBuilder AddSshDoor(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SshTrace>();
        services.AddSingleton<SshDoorRooms>();
        services.AddSingleton<GatewayProgram>();
        services.AddSingleton<SshDoor>();
        services.AddSingleton<ISshDoor>(provider => provider.GetRequiredService<SshDoor>());
        if (SshPrerequisites.Fault() is { } missing)
        {
            builder.Faults().Add("libcrypto", missing);
        }

        return builder;
    }
}
