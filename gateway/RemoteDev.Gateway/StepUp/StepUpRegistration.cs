namespace RemoteDev.Gateway.StepUp;

/// <summary>Registers the room.</summary>
internal static class StepUpRegistration
{
    public static WebApplicationBuilder AddStepUp(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StepUpRoom>();
        return builder;
    }
}
