using System.Net;
using System.Text.Json.Nodes;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.OpenId;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>Who somebody is here, for whom a provider vouches, and who not.</summary>
public sealed class OpenIdSignInTests
{
    [Fact]
    public async Task Signs_InWhoIsListedAndAsksForASecondFactor()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var answer = await house.SignInAsync(browser, "/account?tab=keys");
        Assert.Equal("/signin/verify?return=%2Faccount%3Ftab%3Dkeys", answer.Location);
        var signIn = Assert.Single(house.House.SignIns.All());
        Assert.Equal(("ada", "openid", "corp", "subject-of-ada", "there-1"), (signIn.Login, signIn.First.Method, signIn.First.Provider, signIn.First.Subject, signIn.First.ProviderSession));
        Assert.Null(signIn.Mfa);
        Assert.Contains(await house.TracedAsync<SignInSucceeded>(), e => e is { Actor: "ada", Method: "openid", Provider: "corp" });
        Assert.Contains(await house.TracedAsync<ProviderLinked>(), e => e is { Login: "ada", Provider: "corp", Subject: "subject-of-ada" });
        Assert.Equal("developer", Assert.Single(house.House.Catalog.Current.People["ada"].Roles));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).Status);
    }

    // Row 20 (CVE-2024-39315): what opens something stands in no trace and no page.
    [Fact]
    public async Task Writes_NoSecretIntoTrace()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var query = await house.BeginAsync(browser);
        await house.ReturnAsync(browser, query);
        await house.ReturnAsync(browser, query);
        var traced = house.House.Traced();
        string[] secrets = ["code-1", query["state"], query["nonce"], HostileProvider.AccessToken, "refresh-1", ProviderBench.Secret, browser.Cookies["__Host-rd"]];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, traced, StringComparison.Ordinal));
        Assert.All(browser.CookiesSet.Where(cookie => cookie.StartsWith("__Host-rd-openid", StringComparison.Ordinal)), cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(query["state"], cookie, StringComparison.Ordinal);
        });
    }

    // Row 17 (GHSA-f24x-5g9q-753f): a new sign-in has a new cookie and ends what the browser had.
    [Fact]
    public async Task Ends_WhatTheBrowserHadBefore()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var first = await house.MustSignInAsync(browser);
        var cookie = browser.Cookies["__Host-rd"];
        var second = await house.MustSignInAsync(browser);
        Assert.True(first.HasEnded);
        Assert.False(second.HasEnded);
        Assert.NotEqual(cookie, browser.Cookies["__Host-rd"], StringComparer.Ordinal);
    }

    [Fact]
    public async Task Knows_TheSubjectAlsoUnderAnotherAddress()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        await house.MustSignInAsync(browser);
        house.Far.UserInfo["email"] = "ada.married@example.com";
        Assert.Equal("ada", (await house.MustSignInAsync(browser)).Login);
        Assert.Equal("ada.married@example.com", house.House.Catalog.Current.People["ada"].Email);
        Assert.Single(await house.TracedAsync<ProviderLinked>());
    }

    // An address that passed to somebody else takes no account with it.
    [Fact]
    public async Task Refuses_AnotherSubjectUnderAKnownAddress()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        await house.MustSignInAsync(browser);
        house.Far.Claims = claims => claims["sub"] = "somebody-else";
        house.Far.UserInfo["sub"] = "somebody-else";
        house.Far.UserInfo["groups"] = new JsonArray();
        await house.MustFailAsync("NotListed", "not on the gateway's list");
        Assert.Equal("developer", Assert.Single(house.House.Catalog.Current.People["ada"].Roles));
    }

    // CVE-2023-37268: the identity of a provider logs into its own account and no other, whatever it is called.
    [Theory]
    [InlineData(null)]
    [InlineData("other")]
    public async Task Takes_NoAccountOfAnotherWayToSignIn(string? way)
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.House.EditAsync(
            new CatalogEdit.PutProvider(OpenIdHouse.Corp with { Name = "other", DisplayName = "Other" }), house.By("ada", way));
        await house.MustFailAsync("NotListed", "not on the gateway's list");
        Assert.Empty(await house.TracedAsync<ProviderLinked>());
    }

    // CVE-2026-40574: what stands after the last @ is the domain, and nothing else is.
    [Theory]
    [InlineData("ada@example.com.evil.org")]
    [InlineData("ada@evilexample.com")]
    [InlineData("ada@sub.example.com")]
    [InlineData("ada@example.com@evil.org")]
    [InlineData("ada@evil.org@example.com.")]
    [InlineData("ada@evil.org,ada@example.com ")]
    [InlineData("example.com")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    [InlineData("ada@ex\u0430mple.com")]
    public async Task Refuses_AddressesOfOtherDomains(string address)
    {
        await using var house = await OpenIdHouse.OpenAsync(OpenIdHouse.Corp with { CreatesPeople = true });
        house.Far.UserInfo["email"] = address;
        await house.MustFailAsync("DomainNotAllowed", "your domain");
        Assert.Contains(await house.TracedAsync<SignInRefused>(), e => e.Reason.StartsWith("By corp: DomainNotAllowed.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuses_AnAddressThatIsNotVerified()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        house.Far.UserInfo["email_verified"] = "true";
        await house.MustFailAsync("EmailNotVerified", "Verify it there");
    }

    [Fact]
    public async Task Refuses_PeopleOfOtherVendors()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.House.EditAsync(new CatalogEdit.PutProvider(OpenIdHouse.Corp with { Vendors = ["acme", "umbra"] }), house.By("ada", "corp", "umbra"));
        using var browser = house.Browse();
        await house.MustSignInAsync(browser);
        await house.House.EditAsync(house.By("ada", null, "umbra"), new CatalogEdit.PutProvider(OpenIdHouse.Corp));
        await house.MustFailAsync("NotListed", "not on the gateway's list");
    }

    [Fact]
    public async Task Refuses_WhoIsSuspended()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.House.SuspendAsync("ada");
        await house.MustFailAsync("Suspended", "suspended");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Adds_PeopleOnlyWhereTheProviderMay(bool may)
    {
        await using var house = await OpenIdHouse.OpenAsync(OpenIdHouse.Corp with { CreatesPeople = may });
        house.Far.UserInfo["email"] = "cleo.obi@example.com";
        if (!may)
        {
            await house.MustFailAsync("NotListed", "not on the gateway's list");
            return;
        }

        using var browser = house.Browse();
        var login = (await house.MustSignInAsync(browser)).Login;
        var person = house.House.Catalog.Current.People[login];
        Assert.Equal(("corp", "acme", "cleo.obi@example.com"), (person.Provider, person.Vendor, person.Email));
        Assert.Contains(await house.TracedAsync<CatalogEdited>(), e => e.Actor == "provider:corp");
        Assert.Equal(login, (await house.MustSignInAsync(browser)).Login);
    }

    // CVE-2021-41230: what the claims gave, they take.
    [Fact]
    public async Task Gives_AndTakesRolesAtEverySignIn()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        await house.MustSignInAsync(browser);
        Assert.Equal("developer", Assert.Single(house.House.Catalog.Current.People["ada"].Roles));
        house.Far.UserInfo["groups"] = new JsonArray("DEVS", "dev");
        await house.MustSignInAsync(browser);
        Assert.Empty(house.House.Catalog.Current.People["ada"].Roles);
    }

    [Theory]
    [InlineData("amr", "[\"pwd\",\"otp\"]", true, true)]
    [InlineData("amr", "[\"pwd\"]", true, false)]
    [InlineData("amr", "\"otp\"", true, true)]
    [InlineData("amr", "[\"pwd\",\"otp\"]", false, false)]
    [InlineData("acr", "\"urn:strong\"", true, true)]
    [InlineData("acr", "\"urn:stronger\"", true, false)]
    [InlineData("other", "\"otp\"", true, false)]
    public async Task Counts_AsSecondFactorOnlyWhatIsSaidTo(string claim, string json, bool says, bool counts)
    {
        await using var house = await OpenIdHouse.OpenAsync(says ? OpenIdHouse.Corp with { MfaMethods = ["otp"], MfaContexts = ["urn:strong"] } : null);
        using var browser = house.Browse();
        var shown = house.Clock.GetUtcNow() - TimeSpan.FromMinutes(3);
        house.Far.Claims = claims =>
        {
            claims[claim] = JsonNode.Parse(json);
            claims["auth_time"] = shown.ToUnixTimeSeconds();
        };
        var answer = await house.SignInAsync(browser, "/account");
        Assert.Equal(counts ? "/account" : "/signin/verify?return=%2Faccount", answer.Location);
        var signIn = Assert.Single(house.House.SignIns.All());
        Assert.Equal(counts ? shown : null, signIn.Mfa?.At);
        Assert.Equal(counts, (await house.TracedAsync<MfaVerified>()).Any(e => e is { Method: "provider", Actor: "ada" }));
    }

    // A factor of unknown age is none, and userinfo does not speak of this sign-in.
    [Fact]
    public async Task Counts_NoSecondFactorWithoutItsTimeOrFromElsewhere()
    {
        await using var house = await OpenIdHouse.OpenAsync(OpenIdHouse.Corp with { MfaMethods = ["otp"] });
        using var browser = house.Browse();
        house.Far.Claims = claims => claims["amr"] = new JsonArray("otp");
        await house.MustSignInAsync(browser);
        house.Far.Claims = claims => claims["auth_time"] = house.Clock.GetUtcNow().ToUnixTimeSeconds();
        house.Far.UserInfo["amr"] = new JsonArray("otp");
        await house.MustSignInAsync(browser);
    }

    [Fact]
    public async Task Refuses_ALocalPasswordOfSomebodyWhoHasAProvider()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.House.EditAsync(house.By("ada", null));
        await house.House.EnrolAsync("ada");
        await house.House.EditAsync(house.By("ada", "corp"));
        var outcome = Assert.IsType<SignInOutcome.Refused>(await house.House.TryPasswordAsync("ada", IdentifyHouse.Password));
        Assert.Contains("your organisation", outcome.Why.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_OnlyProvidersThatBothOperatorAndAdministratorKnow()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.House.EditAsync(new CatalogEdit.PutProvider(OpenIdHouse.Corp with { Name = "elsewhere", DisplayName = "Elsewhere", Vendors = ["umbra"] }));
        using var browser = house.Browse();
        var page = await browser.GetAsync("/signin?return=%2Faccount");
        Assert.Contains("href=\"/signin/openid/corp?return=%2Faccount\"", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Elsewhere", page.Body, StringComparison.Ordinal);
        foreach (var name in new[] { "elsewhere", "nobody", "CORP" })
        {
            Assert.StartsWith("/signin?trouble=NotOffered", (await browser.GetAsync($"/signin/openid/{name}")).Location, StringComparison.Ordinal);
        }

        await house.House.EditAsync(house.By("ada", null), house.By("ben", null), new CatalogEdit.Remove(CatalogKind.Provider, "corp"));
        Assert.DoesNotContain("/signin/openid/", (await browser.GetAsync("/signin")).Body, StringComparison.Ordinal);
        Assert.StartsWith("/signin?trouble=NotOffered", (await browser.GetAsync("/signin/openid/corp")).Location, StringComparison.Ordinal);
    }

    // Row 16 (CVE-2020-5233, CVE-2020-4037, CVE-2021-29456).
    [Theory]
    [InlineData("https://evil.example.com/")]
    [InlineData("//evil.example.com")]
    [InlineData("/\\evil.example.com")]
    [InlineData("/%09/evil.example.com")]
    [InlineData("/signin-oidc/corp?code=x")]
    public async Task Returns_NowhereElse(string goingTo)
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        Assert.Equal("/signin/verify", (await house.SignInAsync(browser, goingTo)).Location);
    }

    [Fact]
    public async Task Explains_WhatWentWrongInPlace()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var query = await house.BeginAsync(browser, "/account");
        var cancelled = await browser.GetAsync($"/signin-oidc/corp?error=access_denied&state={query["state"]}&iss={Uri.EscapeDataString(house.Far.Issuer)}");
        Assert.Equal("/signin?trouble=Cancelled&provider=corp&return=%2Faccount", cancelled.Location);
        Assert.Contains("cancelled at Acme Corp", (await browser.GetAsync(cancelled.Location!)).Body, StringComparison.Ordinal);

        // The back button.
        var again = await browser.GetAsync($"/signin-oidc/corp?error=access_denied&state={query["state"]}&iss={Uri.EscapeDataString(house.Far.Issuer)}");
        Assert.Contains("was used before", (await browser.GetAsync(again.Location!)).Body, StringComparison.Ordinal);

        // Somebody else's link.
        using var other = house.Browse();
        var foreign = await house.ReturnAsync(other, await house.BeginAsync(browser));
        Assert.Contains("not begun in this browser", (await other.GetAsync(foreign.Location!)).Body, StringComparison.Ordinal);
        Assert.Empty(house.House.SignIns.All());
        Assert.Equal(3, (await house.TracedAsync<SignInRefused>()).Count);
    }

    [Fact]
    public async Task Explains_AProviderThatIsAwayBeforeItSendsAnybodyThere()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.Far.DisposeAsync();
        using var browser = house.Browse();
        var answer = await browser.GetAsync("/signin/openid/corp");
        Assert.Equal("/signin?trouble=Unreachable&provider=corp", answer.Location);
        Assert.Contains("does not answer", (await browser.GetAsync(answer.Location!)).Body, StringComparison.Ordinal);
        Assert.Contains(await house.TracedAsync<SignInRefused>(), e => e.Reason.StartsWith("By corp: Unreachable.", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Has_WordsForEveryTrouble(string kind)
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        Assert.Contains("id=\"provider-fault\"", (await browser.GetAsync($"/signin?trouble={kind}&provider=corp")).Body, StringComparison.Ordinal);
    }

    public static TheoryData<string> Kinds => [.. Enum.GetNames<OpenIdFaultKind>()];

    [Theory]
    [InlineData("Nonsense")]
    [InlineData("3")]
    [InlineData("Cancelled,UsedTwice")]
    [InlineData("%3Cscript%3E")]
    public async Task Says_NothingThatALinkMadeUp(string trouble)
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var page = await browser.GetAsync($"/signin?trouble={trouble}&provider=%3Cscript%3E");
        Assert.DoesNotContain("provider-fault", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_AFormOfTheProviderAsItTakesALink()
    {
        await using var house = await OpenIdHouse.OpenAsync(null, ("ResponseMode", "form_post"));
        using var browser = house.Browse();
        var query = await house.BeginAsync(browser);
        Assert.Equal("form_post", query["response_mode"]);
        KeyValuePair<string, string>[] form = [new("code", "code-1"), new("state", query["state"]), new("iss", house.Far.Issuer), new("more", "x")];
        using var provider = house.Browse();
        var posted = await provider.PostAsync("/signin-oidc/corp", form, site: "cross-site");
        Assert.Equal(HttpStatusCode.SeeOther, posted.Status);
        Assert.DoesNotContain("more", posted.Location, StringComparison.Ordinal);
        Assert.Equal("/signin/verify", (await browser.GetAsync(posted.Location!)).Location);
    }

    // What the browser had before ends first: after the person was recognised, and before there is a sign-in that the edit could end.
    [Fact]
    public async Task Opens_Nothing_WhenTheProviderSpeaksForThemNoMore()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var earlier = await house.MustSignInAsync(browser);
        house.House.SignIns.Ended += (ended, _) =>
        {
            if (ReferenceEquals(ended, earlier))
            {
                house.House.EditAsync(house.By("ada", null)).GetAwaiter().GetResult();
            }
        };
        Assert.StartsWith("/signin?trouble=NotListed&provider=corp", (await house.SignInAsync(browser)).Location, StringComparison.Ordinal);
        Assert.Null(house.House.Catalog.Current.People["ada"].Provider);
        Assert.Empty(house.House.SignIns.All());
    }

    [Fact]
    public async Task Takes_NoFormWhereLinksAreAsked()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        Assert.NotEqual(HttpStatusCode.SeeOther, (await browser.PostAsync("/signin-oidc/corp", [new("code", "x"), new("state", "y")], site: "cross-site")).Status);
    }
}
