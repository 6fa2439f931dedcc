namespace RemoteDev.Gateway.Doors.Terminal;

/// <summary>Registers the door of browser terminals. The portal's pages lead to it.</summary>
internal static class TerminalDoorRegistration
{
    public static WebApplicationBuilder AddTerminalDoor(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TerminalVisits>();
        builder.Services.AddSingleton<TerminalDoor>();
        return builder;
    }
}
