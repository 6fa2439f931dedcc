using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.OpenId.People;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Console.Pages.SignIn;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>Providers are asked again while people work (CVE-2021-41230).</summary>
public sealed class GrantRefreshTests
{
    private static readonly TimeSpan Due = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Asks_AgainWhenItIsTimeAndWithTheNewestToken()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        await house.AskAgainAsync();
        Assert.Empty(Refreshes(house));
        house.Far.RefreshToken = "refresh-2";
        house.Clock.Advance(Due);
        await house.AskAgainAsync();
        house.Clock.Advance(Due - TimeSpan.FromSeconds(1));
        await house.AskAgainAsync();
        Assert.Equal(["refresh-1"], Refreshes(house));
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        signIn.Touch(house.Clock.GetUtcNow());
        await house.AskAgainAsync();
        Assert.Equal("refresh-2", Refreshes(house).Last());
    }

    [Fact]
    public async Task Asks_OnceAlsoWhenManyMeanTo()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        using var browser = house.Browse();
        await house.MustSignInAsync(browser);
        house.Clock.Advance(Due);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => house.AskAgainAsync()));
        Assert.Single(Refreshes(house));
    }

    [Fact]
    public async Task Takes_RolesThatTheClaimsNoLongerGive()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        house.Far.UserInfo["groups"] = new JsonArray("others");
        house.Clock.Advance(Due);
        await house.AskAgainAsync();
        Assert.Empty(house.House.Catalog.Current.People["ada"].Roles);
        Assert.False(signIn.HasEnded);
    }

    [Fact]
    public async Task Ends_WhatTheProviderSaysIsOver()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        house.Far.InsteadOfRefresh = async context =>
        {
            context.Response.StatusCode = 400;
            await HostileProvider.JsonAsync(context, new JsonObject { ["error"] = "invalid_grant" });
            return true;
        };
        house.Clock.Advance(Due);
        await house.AskAgainAsync();
        Assert.True(signIn.HasEnded);
        Assert.Contains(await house.TracedAsync<SignInEnded>(), e => e.SignIn == signIn.Id && e.Reason == EndReason.ProviderEnded);
        Assert.StartsWith("/signin", (await browser.GetAsync("/account")).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sub", "\"somebody-else\"")]
    [InlineData("email", "\"ada@elsewhere.org\"")]
    [InlineData("email_verified", "\"true\"")]
    public async Task Ends_WhatIsSomebodyElsesNow(string claim, string json)
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        house.Far.UserInfo[claim] = JsonNode.Parse(json);
        house.Clock.Advance(Due);
        await house.AskAgainAsync();
        Assert.True(signIn.HasEnded);
    }

    [Fact]
    public async Task Waits_ForAProviderThatIsAwayAndNotForEver()
    {
        await using var house = await OpenIdHouse.OpenAsync(null, ("ClaimsRefreshGrace", "00:10:00"));
        await house.StopWatchAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        house.Far.InsteadOfRefresh = Away;
        house.Clock.Advance(Due);
        await house.AskAgainAsync();
        Assert.False(signIn.HasEnded);

        // It comes back, and the grace begins anew.
        house.Clock.Advance(TimeSpan.FromMinutes(9));
        house.Far.InsteadOfRefresh = _ => Task.FromResult(false);
        await house.AskAgainAsync();
        Assert.False(signIn.HasEnded);
        house.Far.InsteadOfRefresh = Away;
        house.Clock.Advance(Due);
        await house.AskAgainAsync();
        house.Clock.Advance(TimeSpan.FromMinutes(9));
        await house.AskAgainAsync();
        Assert.False(signIn.HasEnded);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.AskAgainAsync();
        Assert.True(signIn.HasEnded);
        Assert.Contains(await house.TracedAsync<SignInEnded>(), e => e.SignIn == signIn.Id && e.Reason == EndReason.ProviderLost);
    }

    [Fact]
    public async Task Leaves_WhatHasNoRefreshTokenToItsTime()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        house.Far.RefreshToken = null;
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        house.Clock.Advance(Due);
        await house.AskAgainAsync();
        Assert.Empty(Refreshes(house));
        Assert.False(signIn.HasEnded);
    }

    [Fact]
    public async Task Ends_AtOnceWhomTheProviderMayNotSpeakForAnyMore()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        await house.House.EditAsync(house.By("ada", null));
        Assert.True(signIn.HasEnded);
        Assert.Contains(await house.TracedAsync<SignInEnded>(), e => e.SignIn == signIn.Id && e.Reason == EndReason.PersonChanged);
    }

    [Theory]
    [InlineData("password", true)]
    [InlineData("passkey", true)]
    [InlineData("invitation", true)]
    [InlineData("openid", true)]
    [InlineData("ssh-key", false)]
    [InlineData("ssh-certificate", false)]
    public async Task Ends_AtOnceWhatWasOpenedWithoutTheProviderThatSpeaksNow(string method, bool ends)
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.House.EditAsync(house.By("ada", null));
        var (mine, others) = (await OpenAsync(house, "ada", method), await OpenAsync(house, "root1", method));
        await house.House.EditAsync(house.By("ada", "corp"));
        Assert.Equal(ends, mine.HasEnded);
        Assert.False(others.HasEnded);
        Assert.Equal(ends, (await house.TracedAsync<SignInEnded>()).Any(e => e.SignIn == mine.Id && e.Reason == EndReason.PersonChanged));
    }

    // Whoever gets a login that was somebody else's is nobody's subject.
    [Fact]
    public async Task Forgets_TheLinksOfPeopleWhoLeft()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        using var browser = house.Browse();
        await house.MustSignInAsync(browser);
        var links = house.House.Get<ProviderLinks>();
        Assert.Equal("ada", await links.LoginAsync("corp", "subject-of-ada", CancellationToken.None));
        await house.House.EditAsync(new CatalogEdit.Remove(CatalogKind.Person, "ada"));

        // Not at once: of somebody whom another gateway has just added, this one's catalogue knows as little.
        Assert.Equal(0, await ForgetAsync());
        Assert.Equal("ada", await links.LoginAsync("corp", "subject-of-ada", CancellationToken.None));
        house.Clock.Advance(ProviderLinks.Young + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await ForgetAsync());
        Assert.Null(await links.LoginAsync("corp", "subject-of-ada", CancellationToken.None));

        Task<int> ForgetAsync() => links.ForgetOthersAsync(row => house.House.Catalog.Current.People.ContainsKey(row.Login), CancellationToken.None);
    }

    private static async Task<SignIn> OpenAsync(OpenIdHouse house, string login, string method)
    {
        var opening = new NewSignIn(login, new FirstFactor(method), new SignInClient(IdentifyHouse.Home));
        Assert.True((await house.House.SignIns.OpenAsync(opening, CancellationToken.None)).Passed(out var opened, out var refusal), refusal?.Reason);
        return opened.SignIn;
    }

    /// <summary>With a second factor, without which a sign-in is forgotten after ten minutes.</summary>
    private static async Task<SignIn> StrongAsync(OpenIdHouse house, PortalBrowser browser)
    {
        var signIn = await house.MustSignInAsync(browser);
        signIn.Strengthen(new MfaProof("test", house.Clock.GetUtcNow()));
        return signIn;
    }

    private static Task<bool> Away(HttpContext context)
    {
        context.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
        return Task.FromResult(true);
    }

    private static string[] Refreshes(OpenIdHouse house) =>
        [.. house.Far.Asked.Where(one => one.Path == "/token").Select(one => one.Form.GetValueOrDefault("refresh_token")).OfType<string>()];
}
