namespace RemoteDev.Gateway.Forward;

/// <summary>Registers the Forward room.</summary>
internal static class ForwardRegistration
{
    public static WebApplicationBuilder AddForward(this WebApplicationBuilder builder)
    {
        // Every cut and every closed tab would be a warning with a stack trace; the room says what an operator needs.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.None);
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<ForwardRoom>();
        return builder;
    }
}
