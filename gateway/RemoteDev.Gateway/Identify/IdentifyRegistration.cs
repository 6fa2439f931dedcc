using Microsoft.AspNetCore.Identity;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Authorities.Assertions;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Directories;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Keys;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.OpenId;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Identify.Resets;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Identify.Tokens;

namespace RemoteDev.Gateway.Identify;

/// <summary>Registers the room.</summary>
internal static class IdentifyRegistration
{
    /// <summary>
    /// PBKDF2-HMAC-SHA512 as OWASP's Password Storage Cheat Sheet advises (210,000 or more; 600,000 is its figure for SHA-256).
    /// Identity's own default is 100,000. Hashes of a lesser factor are renewed at the next sign-in.
    /// </summary>
    public const int PasswordIterations = 220_000;

    /// <summary>How long the second factor may take after the password.</summary>
    private static readonly TimeSpan OneFactor = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan GatePatience = TimeSpan.FromSeconds(10);

    public static WebApplicationBuilder AddIdentify(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddGatewayContext<AccountContext>(AccountContext.HistoryTable);
        services.AddKeys();
        AddAccounts(services);
        var options = builder.AddRoomOptions<IdentifyOptions>(IdentifyOptions.Section, IdentifyOptions.Check);
        services.AddSingleton(new SignInLifetimes(options.SignInLength, options.SignInIdle, OneFactor));
        services.AddSingleton<SignInShare>();
        services.AddSingleton<SignInEndBook>();
        services.AddSingleton<SignInEndings>();
        services.AddHostedService(provider => provider.GetRequiredService<SignInEndings>());
        services.AddSingleton<SignInSessions>();
        services.AddHostedService<SignInFollow>();
        services.AddSingleton<SessionTickets>();
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<InvitationDesk>();
        services.AddSingleton<ResetStore>();
        services.AddSingleton<ResetDesk>();
        services.AddSingleton<ResetWait>();
        services.AddSingleton(new TokenLifetimes(options.TokenLength));
        services.AddSingleton<AccessTokenStore>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<UnvouchedTokens>();
        services.AddSingleton<AccessTokenEndings>();
        services.AddHostedService(provider => provider.GetRequiredService<AccessTokenEndings>());
        services.AddSingleton<AccessTokenFollow>();
        services.AddHostedService(provider => provider.GetRequiredService<AccessTokenFollow>());
        services.AddSingleton<AccessTokenDesk>();
        services.AddSingleton<ServiceTokenDesk>();
        services.AddSingleton<WorkloadCredentialStore>();
        services.AddSingleton<WorkloadAlarms>();
        services.AddSingleton<WorkloadIdentity>();
        services.AddSingleton<WorkloadCredentialDesk>();
        services.AddSingleton<DirectoryTokens>();
        services.AddSingleton<DirectoryTokenDesk>();
        services.AddHostedService<DirectoryTokenSweep>();
        services.AddSingleton<AuthorityStore>();
        services.AddSingleton<SshAuthorities>();
        services.AddSingleton<IReadinessPart, AuthorityReadiness>();
        services.AddHostedService<AuthorityLoading>();
        services.AddSingleton<AssertionKeys>();
        services.AddSingleton<AssertionKeyStore>();
        services.AddSingleton<AssertionRotation>();
        services.AddHostedService(provider => provider.GetRequiredService<AssertionRotation>());
        services.AddSingleton<IReadinessPart>(provider => provider.GetRequiredService<AssertionRotation>());
        services.AddSingleton<SshKeyStore>();
        services.AddSingleton<SshKeyUses>();
        services.AddSingleton<PersonCertificates>();
        services.AddSingleton<SshSignIns>();
        services.AddSingleton<SshKeyDesk>();
        services.AddSingleton<ConnectorKeys>();
        services.AddSingleton<ConnectorKeyDesk>();
        services.AddSingleton<GitCredentials>();
        services.AddSingleton<IdentifyRoom>();
        services.AddHostedService<SignInWatch>();
        services.AddOpenId(options);
        return builder;
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddSingleton(_ => new PasswordGate(Math.Max(1, Environment.ProcessorCount / 2), GatePatience));
        services.AddSingleton<LockoutBook>();
        services.AddHostedService<LockoutShare>();
        services.AddSingleton<PasswordCheck>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordIterations);
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<IdentityErrorDescriber>();
        services.AddScoped<IUserStore<Account>, AccountStore>();
        services.AddScoped<UserManager<Account>>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<PasswordChange>();
    }
}
