using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Authorize;

/// <summary>Registers the room.</summary>
internal static class AuthorizeRegistration
{
    public static WebApplicationBuilder AddAuthorize(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(static services =>
        {
            var catalog = services.GetRequiredService<CatalogRoom>();
            var rules = new RulesInForce(catalog.Current, services.GetRequiredService<TimeProvider>());
            catalog.Changed += rules.Follow;
            rules.Follow(catalog.Current);
            return rules;
        });
        builder.Services.AddSingleton<LiveSessions>();
        builder.Services.AddSingleton<SessionOpening>();
        builder.Services.AddSingleton<SessionJudge>();
        builder.Services.AddSingleton<AuthorizeRoom>();
        builder.Services.AddHostedService<SessionWatch>();
        return builder;
    }
}
