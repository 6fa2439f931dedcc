using System.Net;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Totp;
using RemoteDev.Gateway.Tests.Console.Pages.SignIn;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Identify.OpenId;
using RemoteDev.Gateway.Tests.StepUp.Passkeys;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.StepUp.Totp;

/// <summary>Who has passkeys alone may add an app, and who has an app may change or remove it; never the last factor, never with an old one.</summary>
public sealed class AuthenticatorDeskTests : IAsyncLifetime, IDisposable
{
    private readonly SoftwareAuthenticator _passkey = new();
    private IdentifyHouse _house = null!;
    private EnrolledPerson _ada = null!;

    private AuthenticatorDesk Desk => _house.Get<AuthenticatorDesk>();

    private Verified Verified => _house.VerifiedOf(_ada.Cookie);

    public async Task InitializeAsync()
    {
        _house = await PortalHouse.OpenAsync();
        _ada = await _house.EnrolAsync("ada");
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    public void Dispose() => _passkey.Dispose();

    [Fact]
    public async Task Takes_TheOldAppsCodesNoMore()
    {
        var (elsewhere, other) = await _house.PasswordAsync("ada");
        _house.NextStep();
        Assert.IsType<FactorOutcome.Proven>(await _house.TryCodeAsync(elsewhere, _house.CodeNow(_ada.Key)));
        _house.NextStep();
        var begun = Begin();
        Assert.Null(await Desk.AddAsync(Verified, begun.Box, _house.CodeNow(begun.Key), CancellationToken.None));

        Assert.True(other.HasEnded);
        Assert.False(_ada.SignIn.HasEnded);
        Assert.Contains(_house.Traced<MfaEnrolled>(), e => e is { Actor: "ada", Method: "totp" });
        _house.NextStep();
        var (cookie, _) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(cookie, _house.CodeNow(_ada.Key)));
        Assert.IsType<FactorOutcome.Proven>(await _house.TryCodeAsync(cookie, _house.CodeNow(begun.Key)));
    }

    // The code that proved the app is spent by that.
    [Fact]
    public async Task Spends_TheCodeThatSetItUp()
    {
        var begun = Begin();
        var code = _house.CodeNow(begun.Key);
        Assert.Null(await Desk.AddAsync(Verified, begun.Box, code, CancellationToken.None));
        var (cookie, _) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(cookie, code));
    }

    [Fact]
    public async Task Changes_NothingWithAWrongCode_AnOldPage_OrSomebodyElses()
    {
        var begun = Begin();
        Assert.Same(AuthenticatorRefusals.WrongCode, await Desk.AddAsync(Verified, begun.Box, "000000", CancellationToken.None));
        Assert.Same(AuthenticatorRefusals.WrongCode, await Desk.AddAsync(Verified, begun.Box, null, CancellationToken.None));
        foreach (var box in (string?[])[null, "", "x", new string('x', 5000), begun.Box[..^2]])
        {
            Assert.Same(AuthenticatorRefusals.Over, await Desk.AddAsync(Verified, box, _house.CodeNow(begun.Key), CancellationToken.None));
        }

        var ben = await _house.EnrolAsync("ben");
        Assert.Same(AuthenticatorRefusals.Over, await Desk.AddAsync(_house.VerifiedOf(ben.Cookie), begun.Box, _house.CodeNow(begun.Key), CancellationToken.None));
        _house.NextStep();
        var (cookie, _) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Proven>(await _house.TryCodeAsync(cookie, _house.CodeNow(_ada.Key)));
    }

    [Fact]
    public async Task Forgets_APageAfterAQuarterOfAnHour()
    {
        var begun = Begin();
        _house.Clock.Advance(TimeSpan.FromMinutes(15));
        _ada.SignIn.Strengthen(new MfaProof("totp", _house.Clock.GetUtcNow()));
        Assert.Same(AuthenticatorRefusals.Over, await Desk.AddAsync(Verified, begun.Box, _house.CodeNow(begun.Key), CancellationToken.None));
    }

    [Fact]
    public async Task Asks_ForAFreshFactor()
    {
        var begun = Begin();
        _house.Clock.Advance(FactorChange.Fresh);
        Assert.False(Desk.Begin(Verified).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.MfaNeeded, refusal!.Code);
        Assert.Equal(RefusalCode.MfaNeeded, (await Desk.AddAsync(Verified, begun.Box, _house.CodeNow(begun.Key), CancellationToken.None))?.Code);
        Assert.Equal(RefusalCode.MfaNeeded, (await Desk.RemoveAsync(Verified, CancellationToken.None))?.Code);
    }

    [Fact]
    public async Task Removes_ItOnlyWhenAPasskeyIsLeft()
    {
        Assert.Same(AuthenticatorRefusals.LastFactor, await Desk.RemoveAsync(Verified, CancellationToken.None));
        await _house.AddPasskeyAsync(_ada, _passkey);
        Assert.Null(await Desk.RemoveAsync(Verified, CancellationToken.None));
        Assert.Contains(_house.Traced<MfaRemoved>(), e => e is { Actor: "ada", Method: "totp", For: "ada" });
        Assert.Same(AuthenticatorRefusals.None, await Desk.RemoveAsync(Verified, CancellationToken.None));
        _house.NextStep();
        var (cookie, _) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(cookie, _house.CodeNow(_ada.Key)));
    }

    [Fact]
    public async Task Adds_AnAppToPasskeys_OnThePage()
    {
        using var browser = new PortalBrowser(_house.Origin);
        await _house.AddPasskeyAsync(_ada, _passkey);
        Assert.Null(await Desk.RemoveAsync(Verified, CancellationToken.None));
        browser.Cookies[IdentifyRoom.CookieName] = _ada.Cookie.Reveal();
        var page = await browser.GetAsync("/account/authenticator");
        Assert.Contains("You have none", page.Body, StringComparison.Ordinal);
        var shown = await browser.SubmitAsync(page, "begin-app");
        Assert.Contains("<svg", shown.Body, StringComparison.Ordinal);
        var box = System.Text.RegularExpressions.Regex.Match(shown.Body, "name=\"Box\" value=\"(?<box>[^\"]+)\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["box"].Value;
        var key = Desk.Open(Verified, box)!;
        var wrong = await browser.SubmitAsync(shown, "confirm-app", ("Code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("not the code", wrong.Body, StringComparison.Ordinal);
        Assert.Contains(key.Reveal(), wrong.Body, StringComparison.Ordinal);
        var done = await browser.SubmitAsync(wrong, "confirm-app", ("Code", _house.CodeNow(key)));
        Assert.Equal("/account/authenticator", done.Location);
        Assert.Contains("Set up another in its place", (await browser.GetAsync("/account/authenticator")).Body, StringComparison.Ordinal);
        _house.Clock.Advance(FactorChange.Fresh);
        Assert.Equal(
            "/signin/verify?return=%2Faccount%2Fauthenticator", (await browser.SubmitAsync(await browser.GetAsync("/account/authenticator"), "begin-app")).Location);
    }

    // Somebody who has only the provider's factor may add one of ours, and gets an account for it that has no password.
    [Fact]
    public async Task Adds_AFactorForWhomOnlyTheProviderVouched()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var signIn = await house.MustSignInAsync(browser);
        signIn.Strengthen(new MfaProof("provider", house.Clock.GetUtcNow()));
        var verified = Verified.With(Identified.BySignIn(IdentifyHouse.At(Door.Portal), signIn), signIn.Mfa!);
        var desk = house.House.Get<AuthenticatorDesk>();
        Assert.True(desk.Begin(verified).Passed(out var begun, out _));
        Assert.Null(await desk.AddAsync(verified, begun.Box, house.House.CodeNow(begun.Key), CancellationToken.None));
        Assert.NotNull((await house.House.Get<FactorBook>().OfAsync("ada", CancellationToken.None))?.AppSince);
        await house.House.EditAsync(house.By("ada", null));
        Assert.IsType<RemoteDev.Gateway.Identify.Passwords.SignInOutcome.Refused>(await house.House.TryPasswordAsync("ada", ""));
    }

    private BegunAuthenticator Begin()
    {
        Assert.True(Desk.Begin(Verified).Passed(out var begun, out var refusal), refusal?.Reason);
        return begun;
    }
}
