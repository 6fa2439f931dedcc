using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Enrolment;
using RemoteDev.Gateway.Tests.Console.Pages.SignIn;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.StepUp.Enrolment;

/// <summary>Nobody comes in around their organisation by an enrolment link, whoever made it.</summary>
public sealed class ProviderEnrolmentTests : IAsyncLifetime
{
    private IdentifyHouse _house = null!;

    private EnrolmentDesk Desk => _house.Get<EnrolmentDesk>();

    public async Task InitializeAsync()
    {
        _house = await PortalHouse.OpenAsync();
        await _house.EditAsync(
            new CatalogEdit.PutProvider(new ProviderEntry("acme-id", "Acme Corp", ["example.com"], ["acme"], [], [], CreatesPeople: false, [])));
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Enrols_TheSecondFactorAlone_AndOpensNothing()
    {
        var before = await _house.EnrolAsync("ada");
        _house.NextStep();
        await SignsInByAsync("acme-id");
        var pending = await BeginAsync(IdentifyHouse.Password);
        Assert.Null(pending.PasswordHash);
        var succeeded = _house.Traced<SignInSucceeded>().Count;
        Assert.IsType<EnrolmentOutcome.FactorEnrolled>(await ConfirmAsync(pending));
        Assert.DoesNotContain(_house.SignIns.All(), signIn => signIn.Login == "ada");
        Assert.Equal(succeeded, _house.Traced<SignInSucceeded>().Count);
        Assert.Equal(("ada", "totp"), (_house.Traced<MfaEnrolled>()[^1].Actor, _house.Traced<MfaEnrolled>()[^1].Method));

        // Neither the password typed into the form nor the one of before is any.
        Assert.Same(IdentifyRefusals.BadCredential, Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", IdentifyHouse.Password)).Why);

        // Once the organisation has let them in, the factor is theirs; the codes of before are gone.
        var (cookie, signIn) = _house.SignIns.Open("ada", IdentifyHouse.Home, null);
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(cookie, before.RecoveryCodes[0]));
        _house.NextStep();
        Assert.IsType<FactorOutcome.Proven>(await _house.TryCodeAsync(cookie, _house.CodeNow(pending.Key)));
        Assert.Equal("totp", signIn.Mfa?.Method);
    }

    [Fact]
    public async Task Refuses_WhoCameUnderAProviderWhileEnrolling()
    {
        var pending = await BeginAsync(IdentifyHouse.Password);
        await SignsInByAsync("acme-id");
        Assert.Same(EnrolmentRefusals.OtherWay, Assert.IsType<EnrolmentOutcome.Refused>(await ConfirmAsync(pending)).Why);
        Assert.Empty(_house.SignIns.All());
        Assert.Empty(_house.Traced<InvitationAccepted>());
    }

    [Fact]
    public async Task Refuses_WhoLeftTheirProviderWhileEnrolling()
    {
        await SignsInByAsync("acme-id");
        var pending = await BeginAsync(null);
        await SignsInByAsync(null);
        Assert.Same(EnrolmentRefusals.OtherWay, Assert.IsType<EnrolmentOutcome.Refused>(await ConfirmAsync(pending)).Why);
        Assert.Empty(_house.Traced<InvitationAccepted>());
    }

    [Fact]
    public async Task Says_ByWhatTheySignIn_AndAsksForNoPassword()
    {
        await SignsInByAsync("acme-id");
        using var browser = new PortalBrowser(_house.Origin);
        var welcome = await browser.GetAsync("/enrol/" + await _house.InviteAsync("ada"));
        Assert.Contains("You sign in with Acme Corp", welcome.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"Password\"", welcome.Body, StringComparison.Ordinal);
        Assert.Equal("/enrol/app", (await browser.SubmitAsync(welcome, "enrol")).Location);
        var key = (await _house.Get<PendingEnrolments>().OfAsync(browser.Cookies[PendingEnrolments.CookieName]))!.Key;
        var done = await browser.SubmitAsync(await browser.GetAsync("/enrol/app"), "confirm", ("Code", _house.CodeNow(key)));
        Assert.Contains("Sign in with Acme Corp now", done.Body, StringComparison.Ordinal);
        Assert.False(browser.Cookies.ContainsKey(IdentifyRoom.CookieName));
        Assert.False(browser.Cookies.ContainsKey(PendingEnrolments.CookieName));
    }

    private Task SignsInByAsync(string? provider) =>
        _house.EditAsync(new CatalogEdit.PutPerson(_house.Catalog.Current.People["ada"] with { Provider = provider }));

    private async Task<PendingEnrolment> BeginAsync(string? password)
    {
        var begun = await Desk.BeginAsync(await _house.InviteAsync("ada"), password, CancellationToken.None);
        return (await _house.Get<PendingEnrolments>().OfAsync(Assert.IsType<EnrolmentOutcome.Begun>(begun).Cookie.Reveal()))!;
    }

    private Task<EnrolmentOutcome> ConfirmAsync(PendingEnrolment pending) =>
        Desk.ConfirmAsync(pending, _house.CodeNow(pending.Key), new SignInClient(IdentifyHouse.Home), CancellationToken.None);
}
