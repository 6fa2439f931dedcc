using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Authorize.Live;

namespace RemoteDev.Gateway.Authorize;

/// <summary>Registers the room.</summary>
internal static class AuthorizeRegistration
{
    public static WebApplicationBuilder AddAuthorize(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RulesInForce>();
        builder.Services.AddSingleton<LiveSessions>();
        builder.Services.AddSingleton<SessionOpening>();
        builder.Services.AddSingleton<SessionJudge>();
        builder.Services.AddSingleton<AuthorizeRoom>();
        builder.Services.AddHostedService<SessionWatch>();
        return builder;
    }
}
