using System.Net;
using System.Text.Json.Nodes;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Passkeys;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.StepUp.Passkeys;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Console.Pages.SignIn;

/// <summary>Passkeys by the pages and their forms, as passkey.js fills them.</summary>
public sealed class PasskeyPageTests : IAsyncLifetime, IDisposable
{
    private readonly SoftwareAuthenticator _key = new();
    private IdentifyHouse _house = null!;
    private PortalBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _house = await PortalHouse.OpenAsync();
        _browser = new PortalBrowser(_house.Origin);
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    public void Dispose()
    {
        _browser.Dispose();
        _key.Dispose();
    }

    [Fact]
    public async Task Enrols_SignsIn_AndConfirms_WithAPasskeyAlone()
    {
        await _browser.SubmitAsync(
            await _browser.GetAsync("/enrol/" + await _house.InviteAsync("ada")), "enrol", ("Password", IdentifyHouse.Password), ("Repeat", IdentifyHouse.Password));
        var app = await _browser.GetAsync("/enrol/app");
        var options = await AskAsync(app);
        var done = await _browser.SubmitAsync(app, "passkey", ("PasskeyName", "Laptop"), ("Answer", _key.Create(options)));
        Assert.Equal("/account/recovery-codes", done.Location);
        Assert.False(_browser.Cookies.ContainsKey(PasskeyCeremonies.CookieName));
        var page = await _browser.GetAsync("/account/passkeys");
        Assert.Contains("Laptop", page.Body, StringComparison.Ordinal);
        Assert.Contains("Your only second factor", page.Body, StringComparison.Ordinal);

        _browser.Cookies.Remove(IdentifyRoom.CookieName);
        var signIn = await _browser.GetAsync("/signin?return=/account/passkeys");
        options = await AskAsync(signIn);
        done = await _browser.SubmitAsync(signIn, "passkey", ("Answer", _key.Get(options)));
        Assert.Equal("/account/passkeys", done.Location);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/account/passkeys")).Status);

        var verify = await _browser.GetAsync("/signin/verify?return=/confirmed");
        Assert.DoesNotContain("id=\"verify\"", verify.Body, StringComparison.Ordinal);
        options = await AskAsync(verify);
        var wrong = await _browser.SubmitAsync(verify, "passkey", ("Answer", _key.Get(options, new Forgery { Without = SoftwareAuthenticator.UserVerified })));
        Assert.Contains("not accepted", wrong.Body, StringComparison.Ordinal);
        options = await AskAsync(verify);
        done = await _browser.SubmitAsync(verify, "passkey", ("Answer", _key.Get(options)));
        Assert.Equal("/confirmed", done.Location);
        Assert.Contains("this one can be closed", (await _browser.GetAsync("/confirmed")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leads_ToAFreshFactor_BeforeFactorsChange()
    {
        var ada = await _house.EnrolAsync("ada");
        var passkey = await _house.AddPasskeyAsync(ada, _key);
        _browser.Cookies[IdentifyRoom.CookieName] = ada.Cookie.Reveal();
        var page = await _browser.GetAsync("/account/passkeys");
        _house.Clock.Advance(FactorChange.Fresh);
        var asked = await PostFormAsync(page, "PasskeyOptions");
        Assert.Equal(HttpStatusCode.Forbidden, asked.Status);
        Assert.Equal("/signin/verify?return=%2Faccount%2Fpasskeys", (string)JsonNode.Parse(asked.Body)!["next"]!);
        var removed = await PostFormAsync(page, "Remove", ("id", passkey.Id));
        Assert.Equal("/signin/verify?return=%2Faccount%2Fpasskeys", removed.Location);
        Assert.Single(await _house.Get<PasskeyStore>().OfAsync("ada", CancellationToken.None));
    }

    // Whatever cannot be looked up was neither right nor wrong: the page says so in its place, nothing counts, and it works a minute later.
    [Theory]
    [InlineData("identify_passkeys")]
    [InlineData("identify_accounts")]
    public async Task Says_InPlace_ThatPasskeysCannotBeChecked_AndCountsNothing(string table)
    {
        var ada = await _house.EnrolAsync("ada");
        await _house.AddPasskeyAsync(ada, _key);
        foreach (var path in (string[])["/signin?return=/account/passkeys", "/signin/verify?return=/confirmed"])
        {
            _browser.Cookies.Remove(IdentifyRoom.CookieName);
            if (path.Contains("verify", StringComparison.Ordinal))
            {
                _browser.Cookies[IdentifyRoom.CookieName] = ada.Cookie.Reveal();
            }

            var page = await _browser.GetAsync(path);
            var options = await AskAsync(page);
            _house.Database.GoAway(table);
            for (var i = 0; i < LockoutRule.For(LockoutKind.Code).Free + 1; i++)
            {
                var refused = await PostFormAsync(page, "Passkey", ("Answer", _key.Get(options)));
                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
                Assert.Contains("at this moment. Nothing was counted against you. Try again in a minute", refused.Body, StringComparison.Ordinal);
                Assert.DoesNotContain("There is no second factor", refused.Body, StringComparison.Ordinal);
                _house.Database.ComeBack();
                options = await AskAsync(page);
                _house.Database.GoAway(table);
            }

            var asked = await PostFormAsync(page, "PasskeyOptions");

            // Who has not said who they are is asked without a look at anybody.
            Assert.Equal(path.Contains("verify", StringComparison.Ordinal) ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, asked.Status);
            _house.Database.ComeBack();
            Assert.Equal(0, _house.Get<LockoutBook>().Of(LockoutKey.Code("ada")).Failures);
            Assert.Equal(0, _house.Get<LockoutBook>().Of(LockoutKey.Address(IPAddress.Loopback)).Failures);
            options = await AskAsync(page);
            Assert.Equal(HttpStatusCode.Redirect, (await PostFormAsync(page, "Passkey", ("Answer", _key.Get(options)))).Status);
        }

        await _house.FlushTraceAsync();
        Assert.Contains(_house.Traced<SignInRefused>(), e => e.Code == RefusalCode.NotReady);
    }

    [Fact]
    public async Task Shows_WhatToDo_WhenItCannotBeSaidWhichFactorsThereAre()
    {
        var ada = await _house.EnrolAsync("ada");
        _browser.Cookies[IdentifyRoom.CookieName] = ada.Cookie.Reveal();
        _house.Database.GoAway();
        var page = await _browser.GetAsync("/signin/verify?return=/confirmed");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("The gateway cannot check this at this moment", page.Body, StringComparison.Ordinal);
        Assert.Contains("href=\"/signin/verify?return=%2Fconfirmed\"", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no second factor", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_NoChallenge_ToAnotherSitesPage()
    {
        var signIn = await _browser.GetAsync("/signin");
        var values = Fields(signIn);
        Assert.Equal(HttpStatusCode.Forbidden, (await _browser.PostAsync("/signin?handler=PasskeyOptions", values, "same-site")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync("/signin?handler=PasskeyOptions", [])).Status);
        Assert.Equal(HttpStatusCode.OK, (await _browser.PostAsync("/signin?handler=PasskeyOptions", values)).Status);
    }

    private static List<KeyValuePair<string, string>> Fields(PortalAnswer page)
    {
        const string mark = "name=\"_form\" type=\"hidden\" value=\"";
        var start = page.Body.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return [new("_form", page.Body[start..page.Body.IndexOf('"', start)])];
    }

    private Task<PortalAnswer> PostFormAsync(PortalAnswer page, string handler, params (string Name, string Value)[] more) => _browser.PostAsync(
        page.Path + (page.Path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=" + handler,
        [.. Fields(page), .. more.Select(one => new KeyValuePair<string, string>(one.Name, one.Value))]);

    private async Task<string> AskAsync(PortalAnswer page)
    {
        var asked = await PostFormAsync(page, "PasskeyOptions");
        Assert.True(asked.Status == HttpStatusCode.OK, asked.Body);
        return asked.Body;
    }
}
