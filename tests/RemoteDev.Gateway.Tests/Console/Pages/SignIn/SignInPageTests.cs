using System.Net;
using System.Text.RegularExpressions;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.StepUp.Enrolment;
using RemoteDev.Gateway.StepUp.Recovery;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.StepUp.Enrolment;

namespace RemoteDev.Gateway.Tests.Console.Pages.SignIn;

public sealed class SignInPageTests : IAsyncLifetime, IDisposable
{
    private IdentifyHouse _house = null!;
    private PortalBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _house = await PortalHouse.OpenAsync();
        _browser = new PortalBrowser(_house.Origin);
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Enrols_FromLinkToRecoveryCodes()
    {
        var link = "/enrol/" + await _house.InviteAsync("ada");
        var password = await _browser.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, password.Status);
        var weak = await _browser.SubmitAsync(password, "enrol", ("Password", "password1234"), ("Repeat", "password1234"));
        Assert.Contains("first passwords", weak.Body, StringComparison.Ordinal);
        var unlike = await _browser.SubmitAsync(password, "enrol", ("Password", IdentifyHouse.Password), ("Repeat", "something else entirely"));
        Assert.Contains("not the same", unlike.Body, StringComparison.Ordinal);
        var toApp = await _browser.SubmitAsync(password, "enrol", ("Password", IdentifyHouse.Password), ("Repeat", IdentifyHouse.Password));
        Assert.Equal("/enrol/app", toApp.Location);

        var app = await _browser.GetAsync("/enrol/app");
        Assert.Contains("<svg", app.Body, StringComparison.Ordinal);
        var key = (await _house.Get<PendingEnrolments>().OfAsync(_browser.Cookies[PendingEnrolments.CookieName]))!.Key;
        Assert.Equal(key.Reveal(), Regex.Match(app.Body, "id=\"manual-key\">(?<key>[^<]+)<", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["key"].Value);
        var wrong = await _browser.SubmitAsync(app, "confirm", ("Code", "000000"));
        Assert.DoesNotContain("clock-hint", wrong.Body, StringComparison.Ordinal);
        wrong = await _browser.SubmitAsync(wrong, "confirm", ("Code", "000000"));
        Assert.Contains("clock-hint", wrong.Body, StringComparison.Ordinal);
        Assert.False(_browser.Cookies.ContainsKey(IdentifyRoom.CookieName));

        var done = await _browser.SubmitAsync(wrong, "confirm", ("Code", _house.CodeNow(key)));
        Assert.Equal("/account/recovery-codes", done.Location);
        Assert.False(_browser.Cookies.ContainsKey(PendingEnrolments.CookieName));
        Assert.True(TokenHash.TryOf(_browser.Cookies[IdentifyRoom.CookieName], out var cookie));
        var signIn = _house.SignIns.Find(cookie);
        Assert.Equal("totp", signIn?.Mfa?.Method);
        Assert.Equal(RecoveryCode.Count, _house.Get<FreshRecoveryCodes>().Find(signIn!)!.Codes.Count);

        var again = await _browser.GetAsync(link);
        Assert.Equal(HttpStatusCode.Gone, again.Status);
        Assert.Contains("was used, has expired", again.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignsIn_WithBothFactors_AndGoesOnWhereItWas()
    {
        var ada = await _house.EnrolAsync("ada");
        _house.NextStep();
        var verify = await PasswordAsync("ada", IdentifyHouse.Password, "/sessions?filter=x");
        Assert.Equal("/signin/verify?return=%2Fsessions%3Ffilter%3Dx", verify.Location);
        var half = _browser.Cookies[IdentifyRoom.CookieName];
        var page = await _browser.GetAsync(verify.Location!);
        var done = await _browser.SubmitAsync(page, "verify", ("Code", _house.CodeNow(ada.Key)));
        Assert.Equal("/sessions?filter=x", done.Location);
        Assert.False(half == _browser.Cookies[IdentifyRoom.CookieName]);
    }

    [Fact]
    public async Task SignsIn_WithARecoveryCode_AndSaysHowManyAreLeft()
    {
        var ada = await _house.EnrolAsync("ada");
        var verify = await PasswordAsync("ada", IdentifyHouse.Password);
        var done = await _browser.SubmitAsync(await _browser.GetAsync(verify.Location!), "recover", ("Code", ada.RecoveryCodes[0]));
        Assert.Equal("/", done.Location);
        Assert.Contains(_browser.CookiesSet, set => set.StartsWith("__Host-rd-notice=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answers_WrongPasswordAndUnknownNameAlike()
    {
        await _house.EnrolAsync("ada");
        var known = await PasswordAsync("ada", "wrong wrong wrong");
        var unknown = await PasswordAsync("somebody", "wrong wrong wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, known.Status);
        Assert.Equal(Neutral(known, "ada"), Neutral(unknown, "somebody"));
        Assert.False(_browser.Cookies.ContainsKey(IdentifyRoom.CookieName));

        static string Neutral(PortalAnswer answer, string login) => Regex.Replace(
            answer.Body.Replace($"value=\"{login}\"", "", StringComparison.Ordinal), "name=\"_form\"[^>]*value=\"[^\"]*\"", "", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Says_UntilWhenItIsLocked_WhateverHeadersSay()
    {
        for (var i = 0; i < LockoutRule.For(LockoutKind.Password).Free; i++)
        {
            await PasswordAsync("ada", "wrong wrong wrong");
        }

        var locked = await PasswordAsync("ada", IdentifyHouse.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, locked.Status);
        Assert.Contains("Try again in 30 seconds (20:00:30 UTC)", locked.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("https://evil.example/")]
    public async Task Returns_NowhereElse(string address)
    {
        var ada = await _house.EnrolAsync("ada");
        _house.NextStep();
        var verify = await PasswordAsync("ada", IdentifyHouse.Password, address);
        Assert.Equal("/signin/verify", verify.Location);
        var page = await _browser.GetAsync($"/signin/verify?return={Uri.EscapeDataString(address)}");
        var done = await _browser.SubmitAsync(page, "verify", ("Code", _house.CodeNow(ada.Key)));
        Assert.Equal("/", done.Location);
    }

    // CVE-2018-1340: cookies are __Host-, Secure, HttpOnly and SameSite.
    [Fact]
    public async Task Sets_NoCookieThatASiblingOriginCouldSetOrReadOrThatScriptsSee()
    {
        await SignInAsync();
        Assert.Contains(_browser.CookiesSet, set => set.StartsWith("__Host-rd=", StringComparison.Ordinal));
        Assert.All(_browser.CookiesSet, set =>
        {
            Assert.StartsWith("__Host-rd", set, StringComparison.Ordinal);
            Assert.Contains("; path=/", set, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; secure", set, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", set, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=", set, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", set, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("/signin")]
    [InlineData("/signin/verify")]
    [InlineData("/signout")]
    [InlineData("/enrol/app")]
    public async Task Refuses_FormsSentByASiblingOrigin(string path)
    {
        await SignInAsync();
        foreach (var site in (string?[])["same-site", "cross-site", "none", null])
        {
            var answer = await _browser.PostAsync(path, [new("Login", "ada"), new("Code", "000000")], site);
            Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        }

        Assert.True(TokenHash.TryOf(_browser.Cookies[IdentifyRoom.CookieName], out var cookie));
        Assert.NotNull(_house.SignIns.Find(cookie));
    }

    [Theory]
    [InlineData("/signin")]
    [InlineData("/signin/verify")]
    [InlineData("/enrol/app")]
    public async Task Refuses_FormsWithoutTheirToken(string path)
    {
        await SignInAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync(path, [new("Login", "ada"), new("Password", IdentifyHouse.Password)])).Status);
    }

    [Fact]
    public async Task SignsOut_AndEndsTheSignIn()
    {
        var signIn = await SignInAsync();
        var answer = await _browser.PostAsync("/signout", []);
        Assert.Equal("/signin?bye=1", answer.Location);
        Assert.True(signIn.HasEnded);
        Assert.False(_browser.Cookies.ContainsKey(IdentifyRoom.CookieName));
    }

    [Fact]
    public async Task Asks_ForThePassword_WhenHalfASignInIsOver()
    {
        await _house.EnrolAsync("ada");
        await PasswordAsync("ada", IdentifyHouse.Password);
        _house.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("/signin", (await _browser.GetAsync("/signin/verify")).Location);
    }

    [Fact]
    public async Task Repeats_NoPasswordAndNoCodeOnAPage()
    {
        await _house.EnrolAsync("ada");
        var wrong = await PasswordAsync("ada", "wrong wrong hunter");
        Assert.DoesNotContain("hunter", wrong.Body, StringComparison.Ordinal);
        var verify = await PasswordAsync("ada", IdentifyHouse.Password);
        var refused = await _browser.SubmitAsync(await _browser.GetAsync(verify.Location!), "verify", ("Code", "135790"));
        Assert.DoesNotContain("135790", refused.Body, StringComparison.Ordinal);
    }

    private async Task<PortalAnswer> PasswordAsync(string login, string password, string? next = null)
    {
        var page = await _browser.GetAsync(next is null ? "/signin" : $"/signin?return={Uri.EscapeDataString(next)}");
        return await _browser.SubmitAsync(page, "signin", ("Login", login), ("Password", password));
    }

    private async Task<Gateway.Journey.SignIn> SignInAsync()
    {
        var ada = await _house.EnrolAsync("ada");
        _house.NextStep();
        var verify = await PasswordAsync("ada", IdentifyHouse.Password);
        await _browser.SubmitAsync(await _browser.GetAsync(verify.Location!), "verify", ("Code", _house.CodeNow(ada.Key)));
        Assert.True(TokenHash.TryOf(_browser.Cookies[IdentifyRoom.CookieName], out var cookie));
        return _house.SignIns.Find(cookie)!;
    }
}
