using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.OpenId.Grants;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Console.Pages.SignIn;
using RemoteDev.Gateway.Tests.Replicas;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>Sign-in by a provider in a house of two gateways over a real Redis, and while that is away.</summary>
#pragma warning disable CA1001 // xunit disposes by IAsyncLifetime.
public sealed class OpenIdReplicasTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime
#pragma warning restore CA1001
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _trace = Directory.CreateTempSubdirectory("remotedev-replica-").FullName;
    private HostileProvider _far = null!;
    private IdentifyHouse _here = null!;
    private IdentifyHouse _there = null!;

    public async Task InitializeAsync()
    {
        if (RedisFactAttribute.Missing is not null)
        {
            return;
        }

        // Redis goes by the machine's time, so the gateways' clock is one that stands where that is.
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        _far = await HostileProvider.OpenAsync(clock);
        _far.UserInfo["groups"] = new JsonArray("devs");
        _far.RefreshToken = "refresh-1";
        var settings = OpenIdHouse.Settings(_far.Issuer).Concat(
        [
            new("RemoteDev:Replicas:Redis", redis.Endpoint), new("RemoteDev:Replicas:RedisPasswordFile", redis.PasswordFile),
            new("RemoteDev:Replicas:Prefix", "t" + Guid.NewGuid().ToString("N")[..8]),
        ]).ToArray();
        _here = await PortalHouse.OpenAsync(clock, settings);
        await _here.EditAsync(
            new CatalogEdit.PutProvider(OpenIdHouse.Corp),
            new CatalogEdit.PutPerson(_here.Catalog.Current.People["ada"] with { Provider = "corp", Roles = [], ProviderRoles = [] }));
        _there = await PortalHouse.OpenAsync(clock, settings.Append(new("RemoteDev:Trace:Directory", _trace)), _here.Folder);
    }

    public async Task DisposeAsync()
    {
        if (_there is not null)
        {
            await _there.CloseAsync();
            await _here.DisposeAsync();
            await _far.DisposeAsync();
        }

        Directory.Delete(_trace, recursive: true);
    }

    [RedisFact]
    public async Task Finishes_AtOneGatewayWhatBeganAtTheOther_Once()
    {
        using var browser = new PortalBrowser(_here.Origin);
        using var other = new PortalBrowser(_there.Origin);
        var query = await BeginAsync(browser);
        Copy(browser, other);
        Assert.Equal("/signin/verify", (await other.GetAsync(Callback(query))).Location);
        Copy(other, browser);
        Assert.StartsWith("/signin?trouble=UsedTwice", (await browser.GetAsync(Callback(query))).Location, StringComparison.Ordinal);
        Assert.Equal("ada", (await MeetAsync(_here, other)).Login);
    }

    [RedisFact]
    public async Task Ends_EverywhereWhatTheProviderEndsAtOne()
    {
        using var browser = new PortalBrowser(_here.Origin);
        await SignInAsync(browser);
        var (here, there) = (await MeetAsync(_here, browser), await MeetAsync(_there, browser));
        Assert.Equal(here.Id, there.Id);
        var ended = new TaskCompletionSource<EndReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        _there.SignIns.Ended += (_, reason) => ended.TrySetResult(reason);
        var now = _here.Clock.GetUtcNow().ToUnixTimeSeconds();
        var token = _far.Forge.Sign(
            new JsonObject
            {
                ["iss"] = _far.Issuer, ["aud"] = HostileProvider.ClientId, ["iat"] = now, ["exp"] = now + 120, ["jti"] = "j1", ["sub"] = "subject-of-ada",
                ["sid"] = "there-1", ["events"] = new JsonObject { [Event] = new JsonObject() },
            },
            type: "logout+jwt");
        using var provider = new PortalBrowser(_here.Origin);
        Assert.Equal(HttpStatusCode.OK, (await provider.PostAsync("/signout-oidc/corp", [new("logout_token", token)], site: null)).Status);

        Assert.Equal(EndReason.ProviderEnded, await ended.Task.WaitAsync(Patience));
        Assert.True(here.HasEnded);
        Assert.True(there.HasEnded);

        // And the token is spent at both.
        using var again = new PortalBrowser(_there.Origin);
        Assert.Equal(HttpStatusCode.BadRequest, (await again.PostAsync("/signout-oidc/corp", [new("logout_token", token)], site: null)).Status);
    }

    // A refresh token that is rotated is good for one question: of two gateways that know the sign-in, one asks.
    [RedisFact]
    public async Task Asks_TheProviderAgainFromOneGatewayOnly()
    {
        using var browser = new PortalBrowser(_here.Origin);
        await SignInAsync(browser);
        var signIn = await MeetAsync(_here, browser);
        await MeetAsync(_there, browser);
        var grants = _here.Get<ProviderGrants>();
        for (var round = 1; round <= 5; round++)
        {
            var (grant, version) = (await grants.FindAsync(signIn.Id, CancellationToken.None))!.Value;
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"refresh-{round}"), grant.RefreshToken);
            Assert.True(await grants.TryReplaceAsync(signIn, version, grant with { AskAt = _here.Clock.GetUtcNow() }, CancellationToken.None));
            _far.RefreshToken = string.Create(CultureInfo.InvariantCulture, $"refresh-{round + 1}");
            await Task.WhenAll(
                Task.Run(() => _here.Get<GrantRefresh>().AskAllAsync(CancellationToken.None)), Task.Run(() => _there.Get<GrantRefresh>().AskAllAsync(CancellationToken.None)));
            Assert.Equal(round, _far.Asked.Count(one => one.Form.GetValueOrDefault("grant_type") == "refresh_token"));
        }

        Assert.False(signIn.HasEnded);
    }

    // A provider that is slow, or away, throws nobody out within the grace; and asks nobody's patience: the portal answers meanwhile.
    [RedisFact]
    public async Task Keeps_PeopleWhileTheProviderDoesNotAnswer()
    {
        using var browser = new PortalBrowser(_here.Origin);
        await SignInAsync(browser);
        var (here, there) = (await MeetAsync(_here, browser), await MeetAsync(_there, browser));
        here.Strengthen(new MfaProof("test", _here.Clock.GetUtcNow()));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _far.InsteadOfRefresh = async context =>
        {
            asked.TrySetResult();
            await answer.Task;
            context.Response.StatusCode = 503;
            return true;
        };
        var grants = _here.Get<ProviderGrants>();
        var (grant, version) = (await grants.FindAsync(here.Id, CancellationToken.None))!.Value;
        Assert.True(await grants.TryReplaceAsync(here, version, grant with { AskAt = _here.Clock.GetUtcNow() }, CancellationToken.None));
        var asking = Task.Run(() => _here.Get<GrantRefresh>().AskAllAsync(CancellationToken.None));
        await asked.Task.WaitAsync(Patience);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).Status);
        answer.SetResult();
        await asking.WaitAsync(Patience);
        Assert.False(here.HasEnded || there.HasEnded);
        Assert.NotNull((await grants.FindAsync(here.Id, CancellationToken.None))!.Value.Grant.LostSince);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).Status);
    }

    [RedisFact]
    public async Task Says_WhatIsNotYetEnded_WhileRedisIsAway()
    {
        using var browser = new PortalBrowser(_here.Origin);
        using var elsewhere = new PortalBrowser(_there.Origin);
        await SignInAsync(browser);
        await SignInAsync(elsewhere);
        var (here, there) = (await MeetAsync(_here, browser), await MeetAsync(_there, elsewhere));
        here.Strengthen(new MfaProof("test", _here.Clock.GetUtcNow()));
        await _here.SignIns.SaveAsync(here, CancellationToken.None);
        var page = await browser.GetAsync("/account");
        await redis.StopAsync();
        try
        {
            // Ending one of the list that only the other gateway has met.
            var token = Regex.Match(page.Body, "<input[^>]*name=\"_form\"[^>]*value=\"(?<it>[^\"]+)\"", RegexOptions.ExplicitCapture, Patience).Groups["it"].Value;
            var ending = await browser.PostAsync("/account?handler=EndSignIn", [new("id", there.Id), new("_form", token)]);
            Assert.Equal((HttpStatusCode.Redirect, "/account"), (ending.Status, ending.Location));
            Assert.Contains("belongs to another gateway, which cannot be asked", (await browser.GetAsync("/account")).Body, StringComparison.Ordinal);
            Assert.False(there.HasEnded);

            // Signing out where this browser's sign-in was never met.
            using var strange = new PortalBrowser(_here.Origin);
            Copy(elsewhere, strange);
            Assert.Equal("/signin?bye=soon", (await strange.PostAsync("/signout", [])).Location);
            Assert.Contains("ends as soon as they can", (await strange.GetAsync("/signin?bye=soon")).Body, StringComparison.Ordinal);
            Assert.False(strange.Cookies.ContainsKey("__Host-rd"));

            // And where it was: what this gateway knows has ended at once.
            Assert.StartsWith("/sign", (await browser.PostAsync("/signout", [])).Location, StringComparison.Ordinal);
            Assert.True(here.HasEnded);
        }
        finally
        {
            await redis.StartAsync();
        }
    }

    private static void Copy(PortalBrowser from, PortalBrowser to)
    {
        foreach (var (name, value) in from.Cookies)
        {
            to.Cookies[name] = value;
        }
    }

    private static string Callback(Dictionary<string, string> query) => $"/signin-oidc/corp?code=code-1&state={query["state"]}&iss={Uri.EscapeDataString(query["issuer"])}";

    private static async Task<SignIn> MeetAsync(IdentifyHouse house, PortalBrowser browser)
    {
        Assert.True(TokenHash.TryOf(browser.Cookies["__Host-rd"], out var cookie));
        Assert.True(TokenHash.TryOf(browser.Cookies["__Host-rd-device"], out var device));
        Assert.True((await house.SignIns.LookAsync(cookie, device, CancellationToken.None)).Passed(out var signIn, out var refusal), refusal?.Reason);
        return signIn;
    }

    private async Task<Dictionary<string, string>> BeginAsync(PortalBrowser browser)
    {
        var began = await browser.GetAsync("/signin/openid/corp");
        var query = ProviderBench.Query(new Uri(began.Location!));
        (_far.Nonce, query["issuer"]) = (query["nonce"], _far.Issuer);
        return query;
    }

    private async Task SignInAsync(PortalBrowser browser) => Assert.Equal("/signin/verify", (await browser.GetAsync(Callback(await BeginAsync(browser)))).Location);
}
