using System.Net;
using System.Text.Json.Nodes;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Console.Pages.SignIn;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>A person who signed in by a provider confirms there that it is still them, and a provider that did not ask gives nothing.</summary>
public sealed class OpenIdConfirmationTests
{
    private static readonly TimeSpan Work = TimeSpan.FromMinutes(40);

    [Fact]
    public async Task Renews_TheFactorAndTheCookieAndGoesBackToTheWork()
    {
        await using var house = await OpenAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        var cookie = browser.Cookies["__Host-rd"];
        house.Clock.Sleep(Work);
        var page = await browser.GetAsync("/signin/verify?return=%2Fconfirmed");
        Assert.Contains("Confirm with Acme Corp", page.Body, StringComparison.Ordinal);
        Assert.Contains("href=\"/signin/openid/corp/confirm?return=%2Fconfirmed\"", page.Body, StringComparison.Ordinal);

        var query = await SetOutAsync(house, browser, "/confirmed");
        Assert.Equal(("login", "0", "urn:strong", "ada@example.com"), (query["prompt"], query["max_age"], query["acr_values"], query["login_hint"]));
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        var shown = house.Clock.GetUtcNow() - TimeSpan.FromSeconds(30);
        Says(house, shown);
        Assert.Equal("/confirmed", (await house.ReturnAsync(browser, query)).Location);

        Assert.Equal(("provider", shown), (signIn.Mfa!.Method, signIn.Mfa.At));
        Assert.False(signIn.HasEnded);
        Assert.Same(signIn, Assert.Single(house.House.SignIns.All()));
        Assert.NotEqual(cookie, browser.Cookies["__Host-rd"], StringComparer.Ordinal);
        Assert.True(TokenHash.TryOf(cookie, out var old));
        Assert.Null(house.House.SignIns.Find(old));
        Assert.Contains(await house.TracedAsync<MfaVerified>(), e => e.SignIn == signIn.Id && e.Method == "provider" && e.ShownAt == shown);
    }

    // A provider need not heed max_age: what it signs about the time is what counts, and not what it was asked.
    [Theory]
    [InlineData(null, "NotAskedAgain")]
    [InlineData(-40, "NotAskedAgain")]
    [InlineData(-2, "NotAskedAgain")]
    [InlineData(2, "ClockWrong")]
    [InlineData(600_000, "ClockWrong")]
    public async Task Takes_NoFactorFromAProviderThatDidNotAskAgain(int? minutes, string trouble)
    {
        await using var house = await OpenAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        var before = signIn.Mfa;
        house.Clock.Sleep(Work);
        var query = await SetOutAsync(house, browser);
        Says(house, minutes is { } away ? house.Clock.GetUtcNow() + TimeSpan.FromMinutes(away) : null);
        await MustNotConfirmAsync(house, browser, query, signIn, before, trouble);
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"1795435200\"")]
    [InlineData("true")]
    [InlineData("-1")]
    [InlineData("1e300")]
    public async Task Takes_NoTimeThatIsNone(string json)
    {
        await using var house = await OpenAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        var before = signIn.Mfa;
        house.Clock.Sleep(Work);
        var query = await SetOutAsync(house, browser);
        house.Far.Claims = claims => (claims["acr"], claims["auth_time"]) = ("urn:strong", JsonNode.Parse(json));
        await MustNotConfirmAsync(house, browser, query, signIn, before, "NotAskedAgain");
    }

    // CVE-2023-37268: another account at the same provider confirms nothing, and is not given an account or roles by it either.
    [Fact]
    public async Task Takes_NoFactorOfAnotherAccount()
    {
        await using var house = await OpenAsync();
        using var browser = house.Browse();
        // Asked again in the meantime, the provider would say that the person is another now, which ends the sign-in.
        await house.StopWatchAsync();
        var signIn = await StrongAsync(house, browser);
        var before = signIn.Mfa;
        house.Clock.Sleep(Work);
        var query = await SetOutAsync(house, browser);
        Says(house, house.Clock.GetUtcNow(), "subject-of-ben");
        house.Far.UserInfo = new JsonObject { ["sub"] = "subject-of-ben", ["email"] = "ben@example.com", ["email_verified"] = true, ["groups"] = new JsonArray("devs") };
        await MustNotConfirmAsync(house, browser, query, signIn, before, "OtherAccount");
        Assert.Empty(house.House.Catalog.Current.People["ben"].Roles);
        Assert.DoesNotContain(await house.TracedAsync<ProviderLinked>(), e => e.Login == "ben");
    }

    [Theory]
    [InlineData("\"urn:weak\"")]
    [InlineData("[\"urn:strong\"]")]
    [InlineData(null)]
    public async Task Takes_NoFactorThatNobodyHonours(string? context)
    {
        await using var house = await OpenAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        var before = signIn.Mfa;
        house.Clock.Sleep(Work);
        var query = await SetOutAsync(house, browser);
        house.Far.Claims = claims =>
        {
            claims["auth_time"] = house.Clock.GetUtcNow().ToUnixTimeSeconds();
            claims["acr"] = context is null ? null : JsonNode.Parse(context);
        };
        await MustNotConfirmAsync(house, browser, query, signIn, before, "FactorNotHonoured");
    }

    [Fact]
    public async Task Takes_AnAnswerOnce()
    {
        await using var house = await OpenAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        house.Clock.Sleep(Work);
        var query = await SetOutAsync(house, browser);
        var shown = house.Clock.GetUtcNow();
        Says(house, shown);
        Assert.Equal("/", (await house.ReturnAsync(browser, query)).Location);
        var cookie = browser.Cookies["__Host-rd"];
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        Says(house, house.Clock.GetUtcNow());
        Assert.StartsWith("/signin/verify?trouble=UsedTwice", (await house.ReturnAsync(browser, query)).Location, StringComparison.Ordinal);
        Assert.Equal(shown, signIn.Mfa!.At);
        Assert.Equal(cookie, browser.Cookies["__Host-rd"]);
    }

    // What one sign-in set out for, another does not get: not the one that took its place in the browser, nor another browser's.
    [Fact]
    public async Task Takes_NoAnswerForAnotherSignIn()
    {
        await using var house = await OpenAsync();
        using var browser = house.Browse();
        var first = await StrongAsync(house, browser);
        house.Clock.Sleep(Work);
        var query = await SetOutAsync(house, browser);
        house.Far.Claims = _ => { };
        var second = await house.MustSignInAsync(browser);
        Assert.True(first.HasEnded);
        house.Far.Nonce = query["nonce"];
        Says(house, house.Clock.GetUtcNow());
        Assert.StartsWith("/signin?trouble=NotBegunHere", (await house.ReturnAsync(browser, query)).Location, StringComparison.Ordinal);
        Assert.Null(second.Mfa);

        using var stranger = house.Browse();
        var again = await SetOutAsync(house, browser);
        Assert.StartsWith("/signin?trouble=NotBegunHere", (await house.ReturnAsync(stranger, again)).Location, StringComparison.Ordinal);
        Assert.Null(second.Mfa);
        Assert.False(stranger.Cookies.ContainsKey("__Host-rd"));
    }

    // The answer to a confirmation opens no sign-in for whoever lost theirs meanwhile.
    [Fact]
    public async Task Opens_NothingWhenTheSignInEndedMeanwhile()
    {
        await using var house = await OpenAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        var query = await SetOutAsync(house, browser);
        house.House.SignIns.EndAllOf("ada", EndReason.EndedByAdmin);
        Says(house, house.Clock.GetUtcNow());
        Assert.StartsWith("/signin?trouble=NotBegunHere", (await house.ReturnAsync(browser, query)).Location, StringComparison.Ordinal);
        Assert.True(signIn.HasEnded);
        Assert.Empty(house.House.SignIns.All());
        Assert.Contains(await house.TracedAsync<SignInRefused>(), e => e.Reason.StartsWith("By corp: NotBegunHere.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Completes_ASignInThatBeganWithoutAFactor()
    {
        await using var house = await OpenAsync();
        using var browser = house.Browse();
        var signIn = await house.MustSignInAsync(browser);
        Assert.Null(signIn.Mfa);
        Assert.Contains("id=\"confirm-there\"", (await browser.GetAsync("/signin/verify")).Body, StringComparison.Ordinal);
        var query = await SetOutAsync(house, browser, "/account");
        Says(house, house.Clock.GetUtcNow());
        Assert.Equal("/account", (await house.ReturnAsync(browser, query)).Location);
        Assert.NotNull(signIn.Mfa);
        Assert.Contains("id=\"no-password\"", (await browser.GetAsync("/account")).Body, StringComparison.Ordinal);
    }

    // Whoever the directory threw out meanwhile gets no factor, and is out.
    [Fact]
    public async Task Reads_TheClaimsAgain()
    {
        await using var house = await OpenAsync();
        using var browser = house.Browse();
        await StrongAsync(house, browser);
        var query = await SetOutAsync(house, browser);
        Says(house, house.Clock.GetUtcNow());
        house.Far.UserInfo["groups"] = new JsonArray();
        Assert.Equal("/", (await house.ReturnAsync(browser, query)).Location);
        Assert.Empty(house.House.Catalog.Current.People["ada"].Roles);
        query = await SetOutAsync(house, browser);
        Says(house, house.Clock.GetUtcNow());
        house.Far.UserInfo["email_verified"] = false;
        Assert.StartsWith("/signin/verify?trouble=EmailNotVerified", (await house.ReturnAsync(browser, query)).Location, StringComparison.Ordinal);
    }

    // The provider may begin another session with that; who signs out of it is out here too.
    [Fact]
    public async Task Ends_WithTheSessionThatTheProviderBeganMeanwhile()
    {
        await using var house = await OpenAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        var query = await SetOutAsync(house, browser);
        house.Far.Claims = claims =>
        {
            (claims["acr"], claims["sid"]) = ("urn:strong", "there-2");
            claims["auth_time"] = house.Clock.GetUtcNow().ToUnixTimeSeconds();
        };
        Assert.Equal("/", (await house.ReturnAsync(browser, query)).Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/signout-oidc/corp?iss={Uri.EscapeDataString(house.Far.Issuer)}&sid=there-2")).Status);
        Assert.True(signIn.HasEnded);
    }

    [Fact]
    public async Task Offers_ItOnlyToWhomItHelps()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        await house.MustSignInAsync(browser);
        Assert.DoesNotContain("confirm-there", (await browser.GetAsync("/signin/verify")).Body, StringComparison.Ordinal);
        Assert.StartsWith("/signin/verify?trouble=NotOffered", (await browser.GetAsync("/signin/openid/corp/confirm")).Location, StringComparison.Ordinal);
        using var nobody = house.Browse();
        Assert.Equal("/signin?return=%2Faccount", (await nobody.GetAsync("/signin/openid/corp/confirm?return=%2Faccount")).Location);
        await house.House.EditAsync(house.By("ada", null));
        await house.House.EnrolAsync("ada");
        Assert.Equal("/signin", (await browser.GetAsync("/signin/openid/corp/confirm")).Location);
    }

    // A sign-in whose provider says a time that has not come yet is told of the clocks, and has no factor of tomorrow.
    [Fact]
    public async Task Refuses_ASignInOfTheFuture()
    {
        await using var house = await OpenAsync();
        Says(house, house.Clock.GetUtcNow() + TimeSpan.FromHours(2));
        await house.MustFailAsync("ClockWrong", "clocks");
    }

    private static Task<OpenIdHouse> OpenAsync() => OpenIdHouse.OpenAsync(OpenIdHouse.Corp with { MfaContexts = ["urn:strong"] });

    private static void Says(OpenIdHouse house, DateTimeOffset? shown, string subject = "subject-of-ada") => house.Far.Claims = claims =>
    {
        (claims["acr"], claims["sub"]) = ("urn:strong", subject);
        if (shown is { } at)
        {
            claims["auth_time"] = at.ToUnixTimeSeconds();
        }
    };

    private static async Task<SignIn> StrongAsync(OpenIdHouse house, PortalBrowser browser)
    {
        Says(house, house.Clock.GetUtcNow());
        Assert.Equal("/", (await house.SignInAsync(browser)).Location);
        return house.House.SignIns.All().Single(signIn => signIn.Mfa is not null);
    }

    private static async Task<Dictionary<string, string>> SetOutAsync(OpenIdHouse house, PortalBrowser browser, string? goingTo = null)
    {
        var began = await browser.GetAsync("/signin/openid/corp/confirm" + (goingTo is null ? "" : $"?return={Uri.EscapeDataString(goingTo)}"));
        Assert.StartsWith($"{house.Far.Issuer}/auth?", began.Location, StringComparison.Ordinal);
        var query = ProviderBench.Query(new Uri(began.Location!));
        house.Far.Nonce = query["nonce"];
        return query;
    }

    private static async Task MustNotConfirmAsync(
        OpenIdHouse house, PortalBrowser browser, Dictionary<string, string> query, SignIn signIn, MfaProof? before, string trouble)
    {
        var cookie = browser.Cookies["__Host-rd"];
        var answer = await house.ReturnAsync(browser, query);
        Assert.StartsWith($"/signin/verify?trouble={trouble}&provider=corp", answer.Location, StringComparison.Ordinal);
        Assert.Contains("id=\"code-fault\"", (await browser.GetAsync(answer.Location!)).Body, StringComparison.Ordinal);
        Assert.Equal(before, signIn.Mfa);
        Assert.False(signIn.HasEnded);
        Assert.Equal(cookie, browser.Cookies["__Host-rd"]);
        Assert.Contains(await house.TracedAsync<MfaRefused>(), e => e.SignIn == signIn.Id && e.Method == "provider");
    }
}
