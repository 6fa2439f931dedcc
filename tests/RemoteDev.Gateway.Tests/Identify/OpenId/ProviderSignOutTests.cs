using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Identify.OpenId;
using RemoteDev.Gateway.Identify.OpenId.Grants;
using RemoteDev.Gateway.Identify.OpenId.SignOut;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Console.Pages.SignIn;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>Signing out in both directions. Row 19 of the regressions: what hangs from a sign-in ends with it.</summary>
public sealed class ProviderSignOutTests
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    [Fact]
    public async Task Signs_OutAtTheProviderToo()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var signIn = await house.MustSignInAsync(browser);
        var left = await browser.PostAsync("/signout", []);
        Assert.Equal("/signout/away", left.Location);
        Assert.True(signIn.HasEnded);
        var page = await browser.GetAsync("/signout/away");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("id_token_hint", page.Body, StringComparison.Ordinal);
        var address = new Uri((await browser.GetAsync("/signout/go")).Location!);
        var query = ProviderBench.Query(address);
        Assert.Equal($"{house.Far.Issuer}/session/end", address.GetLeftPart(UriPartial.Path));
        Assert.Equal(($"{IdentifyHouse.Portal}/signout-callback-oidc/corp", HostileProvider.ClientId), (query["post_logout_redirect_uri"], query["client_id"]));
        Assert.Equal(3, query["id_token_hint"].Split('.').Length);
        Assert.Equal("/signin?bye=1", (await browser.GetAsync("/signout-callback-oidc/corp")).Location);
        Assert.Equal("/signin?bye=1", (await browser.GetAsync("/signout/go")).Location);
    }

    [Fact]
    public async Task Signs_OutHereAloneWhereTheProviderOffersNothingOrIsAway()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        house.Far.Discovery.Remove("end_session_endpoint");
        using var browser = house.Browse();
        var signIn = await house.MustSignInAsync(browser);
        Assert.Equal("/signin?bye=1", (await browser.PostAsync("/signout", [])).Location);
        Assert.True(signIn.HasEnded);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Ends_WithEveryStreamWhatTheProviderEnds(bool subject, bool session)
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var signIn = await house.MustSignInAsync(browser);
        var ended = new List<SignIn>();
        house.House.SignIns.Ended += (one, _) => ended.Add(one);
        var answer = await SendAsync(house, claims =>
        {
            claims.Remove(subject ? "" : "sub");
            claims.Remove(session ? "" : "sid");
        });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(signIn.HasEnded);
        Assert.Equal(signIn, Assert.Single(ended));
        Assert.Contains(await house.TracedAsync<SignInEnded>(), e => e.SignIn == signIn.Id && e.Reason == EndReason.ProviderEnded);
        Assert.StartsWith("/signin", (await browser.GetAsync("/account")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_EverySignInOfASubjectAndOnlyTheNamedSession()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var one = house.Browse();
        using var two = house.Browse();
        var first = await house.MustSignInAsync(one);
        house.Far.Claims = claims => claims["sid"] = "there-2";
        var second = await house.MustSignInAsync(two);
        await SendAsync(house, claims => claims["sid"] = "there-2");
        Assert.False(first.HasEnded);
        Assert.True(second.HasEnded);
        var third = await house.MustSignInAsync(two);
        await SendAsync(house, claims => claims.Remove("sid"));
        Assert.True(first.HasEnded && third.HasEnded);
    }

    [Theory]
    [InlineData("events", null)]
    [InlineData("events", "{}")]
    [InlineData("events", "{\"http://schemas.openid.net/event/backchannel-logout\":true}")]
    [InlineData("events", "[\"http://schemas.openid.net/event/backchannel-logout\"]")]
    [InlineData("nonce", "\"n\"")]
    [InlineData("jti", null)]
    [InlineData("iat", null)]
    [InlineData("iat", "1")]
    [InlineData("exp", "1")]
    [InlineData("iss", "\"https://other.example.com\"")]
    [InlineData("aud", "\"somebody-else\"")]
    [InlineData("sub", "7")]
    [InlineData("sid", "7")]
    public async Task Refuses_OtherLogoutTokens(string claim, string? json)
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var signIn = await house.MustSignInAsync(browser);
        var answer = await SendAsync(house, claims =>
        {
            claims.Remove(claim);
            if (json is not null)
            {
                claims[claim] = JsonNode.Parse(json);
            }
        });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.False(signIn.HasEnded);
        Assert.Contains(await house.TracedAsync<AccessRefused>(), e => e is { Action: "signOut", Place: "corp" });
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("HS256", null)]
    [InlineData("RS256", "at+jwt")]
    public async Task Refuses_LogoutTokensThatProveNothing(string algorithm, string? type)
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var signIn = await house.MustSignInAsync(browser);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(house, house.Far.Forge.Sign(Claims(house), algorithm, type: type))).Status);
        Assert.False(signIn.HasEnded);
    }

    [Fact]
    public async Task Refuses_ATokenThatCameBeforeAndAnIdToken()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        await house.MustSignInAsync(browser);
        var token = house.Far.Forge.Sign(Claims(house));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(house, token)).Status);
        var signIn = await house.MustSignInAsync(browser);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(house, token)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(house, house.Far.Forge.Sign(house.Far.ClaimsNow()))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(house, "")).Status);
        Assert.False(signIn.HasEnded);
    }

    [Fact]
    public async Task Hears_TheSameTokenAgainAfterItCouldNotDoAsItSaid()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var signIn = await house.MustSignInAsync(browser);
        var away = true;
        var state = new FaultyState(house.House.Get<ISharedState>())
        {
            Before = (question, _) =>
            {
                if (away && question == nameof(ISharedState.GroupAsync))
                {
                    throw new SharedStateException("The store is away.");
                }
            },
        };
        var grants = new ProviderGrants(state, house.House.Get<IDataProtectionProvider>(), house.Clock);
        var desk = ActivatorUtilities.CreateInstance<ProviderSignOut>(house.House.Scope.ServiceProvider, grants, new LogoutTokenCheck(state, house.Clock));
        var provider = house.House.Get<OpenIdProviders>().Find("corp")!;
        var token = house.Far.Forge.Sign(Claims(house), type: "logout+jwt");
        await Assert.ThrowsAsync<SharedStateException>(() => desk.FromProviderAsync(provider, token, IdentifyHouse.Elsewhere, CancellationToken.None));
        Assert.False(signIn.HasEnded);

        away = false;
        Assert.True(await desk.FromProviderAsync(provider, token, IdentifyHouse.Elsewhere, CancellationToken.None));
        Assert.True(signIn.HasEnded);
        Assert.False(await desk.FromProviderAsync(provider, token, IdentifyHouse.Elsewhere, CancellationToken.None));
    }

    [Theory]
    [InlineData(true, "there-1", true)]
    [InlineData(true, "there-9", false)]
    [InlineData(true, "", false)]
    [InlineData(false, "there-1", false)]
    public async Task Hears_TheProviderAlsoByTheBrowser(bool issuer, string session, bool ends)
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var signIn = await house.MustSignInAsync(browser);
        using var frame = house.Browse();
        await frame.GetAsync($"/signout-oidc/corp?iss={Uri.EscapeDataString(issuer ? house.Far.Issuer : "https://other.example.com")}&sid={session}");
        Assert.Equal(ends, signIn.HasEnded);
    }

    private static JsonObject Claims(OpenIdHouse house)
    {
        var now = house.Clock.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = house.Far.Issuer, ["aud"] = HostileProvider.ClientId, ["iat"] = now, ["exp"] = now + 120, ["jti"] = Guid.NewGuid().ToString("N"),
            ["sub"] = "subject-of-ada", ["sid"] = "there-1", ["events"] = new JsonObject { [Event] = new JsonObject() },
        };
    }

    private static Task<PortalAnswer> SendAsync(OpenIdHouse house, Action<JsonObject> change)
    {
        var claims = Claims(house);
        change(claims);
        return PostAsync(house, house.Far.Forge.Sign(claims, type: "logout+jwt"));
    }

    // As the provider itself does: no cookie, and nothing that only browsers say.
    private static async Task<PortalAnswer> PostAsync(OpenIdHouse house, string token)
    {
        using var provider = house.Browse();
        return await provider.PostAsync("/signout-oidc/corp", [new("logout_token", token)], site: null);
    }
}
