using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Passkeys;
using RemoteDev.Gateway.Tests.Identify;

namespace RemoteDev.Gateway.Tests.StepUp.Passkeys;

/// <summary>What tests about passkeys do over and over.</summary>
internal static class PasskeyHouse
{
    public static Connection AtPortal => IdentifyHouse.At(Door.Portal);

    /// <summary>The proof of somebody who has shown their factor.</summary>
    public static Verified VerifiedOf(this IdentifyHouse house, Secret cookie)
    {
        Assert.True(house.FromPortal(cookie).Passed(out var identified, out var refusal), refusal?.Reason);
        Assert.True(house.Get<StepUpRoom>().Verify(identified).Passed(out var verified, out refusal), refusal?.Reason);
        return verified;
    }

    /// <summary>Adds a passkey to the account of somebody who is signed in.</summary>
    public static async Task<PasskeyRow> AddPasskeyAsync(
        this IdentifyHouse house, EnrolledPerson person, SoftwareAuthenticator authenticator, string name = "Laptop")
    {
        var step = await house.TryAddPasskeyAsync(person, authenticator, name);
        Assert.True(step.Passed(out var passkey, out var refusal), refusal?.Reason);
        return passkey;
    }

    public static async Task<Step<PasskeyRow>> TryAddPasskeyAsync(
        this IdentifyHouse house, EnrolledPerson person, SoftwareAuthenticator authenticator, string name = "Laptop", Forgery? forgery = null)
    {
        var desk = house.Get<PasskeyDesk>();
        var verified = house.VerifiedOf(person.Cookie);
        Assert.True((await desk.InviteAsync(verified, new DefaultHttpContext())).Passed(out var asked, out var refusal), refusal?.Reason);
        return await desk.AddAsync(
            verified, asked.Cookie.Reveal(), name, authenticator.Create(asked.Options, forgery), new DefaultHttpContext(), CancellationToken.None);
    }

    /// <summary>A challenge for the sign-in of the cookie, or for nobody yet.</summary>
    public static async Task<PasskeyRequest> AskPasskeyAsync(this IdentifyHouse house, Secret? cookie = null)
    {
        var step = await house.Get<PasskeyFactor>().AskAsync(cookie?.Hash, new DefaultHttpContext(), AtPortal);
        Assert.True(step.Passed(out var asked, out var refusal), refusal?.Reason);
        return asked;
    }

    public static Task<FactorOutcome> ConfirmAsync(this IdentifyHouse house, Secret cookie, Secret? challenge, string? answer) =>
        house.Get<PasskeyFactor>().ConfirmAsync(
            cookie.Hash, challenge?.Reveal(), answer, new DefaultHttpContext(), AtPortal, CancellationToken.None);

    public static Task<FactorOutcome> SignInByPasskeyAsync(this IdentifyHouse house, Secret? challenge, string? answer, TokenHash? before = null) =>
        house.Get<PasskeyFactor>().SignInAsync(challenge?.Reveal(), answer, new DefaultHttpContext(), new SignInClient(IdentifyHouse.Home, before), CancellationToken.None);
}
