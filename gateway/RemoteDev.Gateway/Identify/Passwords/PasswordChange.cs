using System.Net;
using Microsoft.AspNetCore.Identity;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Passwords;

/// <summary>A person gives themselves another password. All their other sign-ins end.</summary>
internal sealed class PasswordChange(
    UserManager<Account> accounts, PasswordCheck passwords, LockoutBook lockouts, SignInSessions signIns, TraceRoom trace)
{
    /// <summary>What is wrong; empty when it was changed.</summary>
    /// <param name="verified">The person, with a second factor shown.</param>
    public async Task<IReadOnlyList<string>> TryAsync(Verified verified, string? current, string? wanted, CancellationToken cancellationToken)
    {
        var signIn = verified.Identified.SignIn;
        var source = verified.Identified.Connection.Source;
        var byLogin = LockoutKey.Password(signIn.Login);
        var faults = PasswordRules.FaultsOf(wanted ?? "", signIn.Login);
        if (faults.Count > 0)
        {
            return faults;
        }

        if (lockouts.Begin(byLogin, LockoutKey.Address(source)) is not null)
        {
            return ["Too many wrong passwords. Wait a while and try again."];
        }

        var account = await accounts.FindByIdAsync(signIn.Login);
        var bounded = current is { Length: <= PasswordRules.MaxLength } ? current : "";
        if (account is null || await passwords.VerifyAsync(account.PasswordHash, bounded, cancellationToken) is not { IsRight: true })
        {
            await TraceRefusalAsync(signIn, source, cancellationToken);
            return ["The current password is not right, or the gateway is too busy to check it."];
        }

        lockouts.Clear(byLogin);
        lockouts.Forgive(LockoutKey.Address(source));
        if (await passwords.HashAsync(wanted!, cancellationToken) is not { } hash)
        {
            return [IdentifyRefusals.Busy.Reason];
        }

        var traced = await trace.OpenAsync(
            new CredentialIssued { Actor = signIn.Login, Source = source.ToString(), Kind = "password", For = signIn.Login }, cancellationToken);
        if (!traced)
        {
            return ["The gateway cannot write its trace at this moment. The password was not changed."];
        }

        account.PasswordHash = hash;
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        if (!(await accounts.UpdateAsync(account)).Succeeded)
        {
            return ["The password was changed elsewhere at the same moment. Nothing was changed here."];
        }

        signIns.EndAllOf(signIn.Login, EndReason.PersonChanged, except: signIn);
        return [];
    }

    private async Task TraceRefusalAsync(SignIn signIn, IPAddress source, CancellationToken cancellationToken) =>
        await trace.OpenAsync(
            new SignInRefused
            {
                Actor = signIn.Login,
                Source = source.ToString(),
                Login = signIn.Login,
                Code = RefusalCode.BadCredential,
                Reason = "Wrong current password at a password change.",
            },
            cancellationToken);
}
