using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console;
using RemoteDev.Gateway.Console.Api;
using RemoteDev.Gateway.Contain;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Doors.Environment;
using RemoteDev.Gateway.Doors.Git;
using RemoteDev.Gateway.Doors.Scim;
using RemoteDev.Gateway.Doors.Ssh;
using RemoteDev.Gateway.Doors.Terminal;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway;

/// <summary>The gateway, as the walk: each room in the order in which a request meets it.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (HealthProbe.Asked(args))
        {
            return await HealthProbe.RunAsync(new ConfigurationBuilder().AddEnvironmentVariables().Build(), System.Console.Out);
        }

        await using var app = Build(args);
        if (app is null)
        {
            return 2;
        }

        await app.RunAsync();
        return 0;
    }

    /// <summary>The whole gateway, ready to start; null when its configuration has faults, which are then on standard error.</summary>
    public static WebApplication? Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddListen().AddTrace().AddReplicas().AddCatalog();
        builder.AddIdentify().AddStepUp().AddAuthorize().AddContain().AddForward();
        builder.AddEnvironmentDoor().AddGitDoor().AddSshDoor().AddTerminalDoor().AddScimDoor().AddReminders().AddConsole();
        if (!builder.ConfigurationHolds(System.Console.Error))
        {
            return null;
        }

        var app = builder.Build();
        app.UseListen().UseOperator();
        app.UseEnvironmentDoor();
        app.UseGitDoor().UseScimDoor();
        app.UseConsole();
        return app;
    }
}
