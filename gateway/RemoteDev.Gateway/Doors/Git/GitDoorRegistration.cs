using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Doors.Git.Ssh;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>Registers the git door, and what serves git over SSH.</summary>
internal static class GitDoorRegistration
{
    public static WebApplicationBuilder AddGitDoor(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GitContainment>();
        builder.Services.AddSingleton<GitJudge>();
        builder.Services.AddSingleton<GitTransferTrace>();
        builder.Services.AddSingleton<GitTransfer>();
        builder.Services.AddSingleton<GitDoorTrace>();
        builder.Services.AddSingleton<GitDoor>();
        builder.Services.AddSingleton<WorkloadRenewal>();
        builder.Services.AddSingleton<GitSshLimits>();
        builder.Services.AddSingleton<GitSshStream>();
        builder.Services.AddSingleton<GitSshExchange>();
        builder.Services.AddSingleton<GitSshFetch>();
        builder.Services.AddSingleton<GitSshPush>();
        builder.Services.AddSingleton<GitSshTransfer>();
        return builder;
    }

    /// <summary>Requests that came through the git door end here.</summary>
    public static WebApplication UseGitDoor(this WebApplication app)
    {
        var door = app.Services.GetRequiredService<GitDoor>();
        var renewal = app.Services.GetRequiredService<WorkloadRenewal>();
        app.Use((http, next) => http.Features.Get<Connection>() is not { Door: Door.Git } connection ? next(http)
            : WorkloadRenewal.IsFor(http.Request) ? renewal.AnswerAsync(http, connection)
            : door.AnswerAsync(http, connection));
        return app;
    }
}
