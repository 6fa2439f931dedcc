namespace RemoteDev.Gateway.Forward;

/// <summary>Registers the Forward room.</summary>
internal static class ForwardRegistration
{
    public static WebApplicationBuilder AddForward(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<ForwardRoom>();
        return builder;
    }
}
