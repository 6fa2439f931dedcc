using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>Registers the door of directories.</summary>
internal static class ScimDoorRegistration
{
    public static WebApplicationBuilder AddScimDoor(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ScimUsers>();
        builder.Services.AddSingleton<ScimGroups>();
        builder.Services.AddSingleton<ScimDoor>();
        return builder;
    }

    /// <summary>Requests below its prefix that came through the portal's door end here: no cookie, page or session of a person has to do with them.</summary>
    public static WebApplication UseScimDoor(this WebApplication app)
    {
        var door = app.Services.GetRequiredService<ScimDoor>();
        app.Use((http, next) => http.Features.Get<Connection>() is { Door: Door.Portal } connection && http.Request.Path.StartsWithSegments(ScimDoor.Prefix, StringComparison.Ordinal)
            ? door.AnswerAsync(http, connection)
            : next(http));
        return app;
    }
}
