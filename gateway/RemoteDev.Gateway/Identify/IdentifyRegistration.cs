using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify;

/// <summary>Registers the room.</summary>
internal static class IdentifyRegistration
{
    public static WebApplicationBuilder AddIdentify(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new SignInLifetimes(TimeSpan.FromHours(12), TimeSpan.FromHours(1), TimeSpan.FromMinutes(10)));
        builder.Services.AddSingleton<ISignInStore, InProcessSignInStore>();
        builder.Services.AddSingleton<SignInSessions>();
        builder.Services.AddSingleton<SessionTickets>();
        builder.Services.AddSingleton<GitPasswordStore>();
        builder.Services.AddSingleton<WorkloadCredentialStore>();
        builder.Services.AddSingleton<GitCredentials>();
        builder.Services.AddSingleton<IdentifyRoom>();
        return builder;
    }
}
