using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.StepUp.Devices;
using RemoteDev.Gateway.StepUp.Enrolment;
using RemoteDev.Gateway.StepUp.Passkeys;
using RemoteDev.Gateway.StepUp.Recovery;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.StepUp.Totp;

namespace RemoteDev.Gateway.StepUp;

/// <summary>Registers the room.</summary>
internal static class StepUpRegistration
{
    public static WebApplicationBuilder AddStepUp(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<TotpKeyProtector>();
        services.AddSingleton<TotpStore>();
        services.AddSingleton<AuthenticatorDesk>();
        services.AddSingleton<RecoveryCodeStore>();
        services.AddSingleton<FreshRecoveryCodes>();
        services.AddSingleton<RecoveryCodeRenewal>();
        services.AddSingleton<FactorCheck>();
        services.AddSingleton<ProviderFactor>();
        services.AddSingleton<FactorBook>();
        services.AddSingleton<PendingEnrolments>();
        services.AddSingleton<EnrolmentLedger>();
        services.AddSingleton<EnrolmentDesk>();
        services.AddSingleton<PasskeyStore>();
        services.AddSingleton<PasskeyCeremonies>();
        services.AddSingleton<IConfigureOptions<IdentityPasskeyOptions>, PasskeyOptionsSetup>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddScoped<PasskeyVerifier>();
        services.AddScoped<PasskeyFactor>();
        services.AddScoped<PasskeyDesk>();
        services.AddScoped<PasskeyEnrolment>();
        services.AddSingleton<SshDoubts>();
        services.AddHostedService(provider => provider.GetRequiredService<SshDoubts>());
        services.AddSingleton<SshFactors>();
        services.AddSingleton<SshApprovals>();
        services.AddSingleton<SshStepUp>();
        services.AddSingleton<SshConfirmation>();
        services.AddSingleton<DeviceStore>();
        services.AddSingleton<DeviceIssue>();
        services.AddSingleton<DeviceAuthorizations>();
        services.AddSingleton<StepUpRoom>();
        return builder;
    }
}
