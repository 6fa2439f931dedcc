using RemoteDev.Gateway.Identify.OpenId.Attempts;
using RemoteDev.Gateway.Identify.OpenId.Grants;
using RemoteDev.Gateway.Identify.OpenId.People;
using RemoteDev.Gateway.Identify.OpenId.SignOut;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>Registers sign-in by OpenID Providers.</summary>
internal static class OpenIdRegistration
{
    public static void AddOpenId(this IServiceCollection services, IdentifyOptions options)
    {
        services.AddSingleton<OpenIdProviders>();
        services.AddSingleton<AttemptSeal>();
        services.AddSingleton<SpentStates>();
        services.AddSingleton<OpenIdCallback>();
        services.AddSingleton<ProviderLinks>();
        services.AddSingleton<ProviderPeople>();
        services.AddSingleton<ProviderStandings>();
        services.AddSingleton<ProviderVouching>();
        services.AddSingleton<ProviderGrants>();
        services.AddSingleton<OpenIdConfirmation>();
        services.AddSingleton<OpenIdSignIn>();
        services.AddSingleton<LogoutTokenCheck>();
        services.AddSingleton<ProviderSignOut>();
        if (options.Providers.Count > 0)
        {
            services.AddSingleton<GrantRefresh>();
            services.AddHostedService<GrantWatch>();
        }
    }
}
