using System.Net;
using System.Text.Json;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Tests.Console.Pages.Catalog;

/// <summary>Service accounts by pages and by REST: whoever manages the catalogue keeps them, and a fresh factor makes their tokens.</summary>
public sealed class ServicePagesTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Adds_Changes_SuspendsAndRemovesOne()
    {
        using var ada = host.Browse("ada");
        using var added = await ada.SubmitAsync("/new/service", ("name", "builds"), ("description", "Builds"), ("owner", "ada"), ("sources", "10.9.0.0/16"));
        Assert.Equal("/services/builds/tokens", added.Headers.Location?.ToString());
        Assert.Equal("10.9.0.0/16", Assert.Single(host.Catalog.Current.Services["builds"].Sources));
        Assert.Contains("/services/builds", await ada.ReadAsync("/services"), StringComparison.Ordinal);

        using var broad = await ada.SubmitAsync("/services/builds", ("sources", ""));
        Assert.Contains("accepted only from networks", await broad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var standing = await ada.SubmitAsync("/services/builds/standing", ("reason", "Leaked."));
        Assert.Equal(HttpStatusCode.Redirect, standing.StatusCode);
        Assert.True(host.Catalog.Current.Services["builds"].Suspended);

        // Saving it does not restore it, and neither does putting its own answer back.
        using var saved = await ada.SubmitAsync("/services/builds", ("description", "Builds of Payments"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.True(host.Catalog.Current.Services["builds"].Suspended);
        Assert.Contains("Ask Ada", await ada.ReadAsync("/services/builds/tokens"), StringComparison.Ordinal);
        using var refused = await ada.SubmitAsync("/services/builds/tokens", ("tokenName", "ci"), ("place", "repository payments/app"), ("actions", "gitFetch"));
        Assert.DoesNotContain(AccessTokens.Prefix, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var restored = await ada.SubmitAsync("/services/builds/standing", ("reason", "Renewed."));
        Assert.False(host.Catalog.Current.Services["builds"].Suspended);
        using var removed = await ada.SubmitAsync("/people/remove/services/builds");
        Assert.DoesNotContain("builds", host.Catalog.Current.Services.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Makes_AToken_ShowsItOnce_AndRevokesIt()
    {
        await AddAsync("ci");
        using var ada = host.Browse("ada");
        using var made = await ada.SubmitAsync("/services/ci/tokens", ("tokenName", "main build"), ("place", "repository payments/app"), ("actions", "gitFetch"), ("days", "7"));
        var page = await made.Content.ReadAsStringAsync();
        Assert.Contains(AccessTokens.Prefix, page, StringComparison.Ordinal);
        Assert.Contains("service:ci", page, StringComparison.Ordinal);

        var shown = await ada.ReadAsync("/services/ci/tokens");
        Assert.DoesNotContain(AccessTokens.Prefix, shown, StringComparison.Ordinal);
        Assert.Contains("to fetch, in payments/app", shown, StringComparison.Ordinal);
        var row = Assert.Single(await host.Get<ServiceTokenDesk>().OfAsync("ci", CancellationToken.None));
        Assert.Equal(("service:ci", "ada", null), (row.Holder, row.MadeBy, row.FactorMethod));
        Assert.DoesNotContain("main build", await ada.ReadAsync("/account"), StringComparison.Ordinal);

        using var revoked = await ada.PostAsync("/services/ci/tokens?handler=Revoke", ConsoleBrowser.Filled(shown, ("id", row.Id)));
        Assert.Equal(HttpStatusCode.Redirect, revoked.StatusCode);
        Assert.Empty(await host.Get<ServiceTokenDesk>().OfAsync("ci", CancellationToken.None));
    }

    [Fact]
    public async Task AsksForAFreshFactor_BeforeItMakesOne()
    {
        await AddAsync("stale");
        using var ada = host.Browse("ada", factorAge: TimeSpan.FromMinutes(16));
        using var made = await ada.SubmitAsync("/services/stale/tokens", ("tokenName", "ci"), ("place", "all"), ("actions", "gitFetch"));
        Assert.StartsWith("/signin/verify", made.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var asked = await ada.JsonAsync("/api/v1/services/stale/tokens", """{"name":"ci","actions":["gitFetch"],"days":1}""");
        Assert.Contains("second factor in the last 15 minutes", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await host.Get<ServiceTokenDesk>().OfAsync("stale", CancellationToken.None));
    }

    [Fact]
    public async Task Answers_TheApiAlike_AndOnlyToAdministrators()
    {
        await AddAsync("rest");
        using var ada = host.Browse("ada");
        using var dev = host.Browse("dev");
        const string Api = "/api/v1/services/rest/tokens";

        using var made = await ada.JsonAsync(Api, """{"name":"build","actions":["gitFetch","gitPush"],"project":"payments","days":1}""");
        var answer = JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement;
        Assert.StartsWith(AccessTokens.Prefix, answer.GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.True(made.Headers.CacheControl?.NoStore);
        Assert.DoesNotContain(AccessTokens.Prefix, await ada.ReadAsync(Api), StringComparison.Ordinal);
        foreach (var wrong in (string[])[
            """{"name":"x","actions":["browse"],"days":1}""", """{"name":"x","actions":[],"days":1}""", """{"name":"x","actions":["gitFetch"],"days":400}""",
            """{"name":"x","actions":["gitFetch"],"days":0}""", """{"name":"x","actions":["gitFetch"],"repository":"payments/none","days":1}""", """{"name":"build","actions":["gitFetch"],"days":1}"""])
        {
            using var refused = await ada.JsonAsync(Api, wrong);
            Assert.InRange((int)refused.StatusCode, 400, 499);
        }

        foreach (var path in (string[])["/services", "/services/rest", "/services/rest/tokens", "/services/rest/standing", "/new/service", "/api/v1/services", Api])
        {
            using var page = await dev.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        }

        using var mine = await dev.JsonAsync(Api, """{"name":"mine","actions":["gitFetch"],"days":1}""");
        Assert.Equal(HttpStatusCode.Forbidden, mine.StatusCode);
        using var none = await ada.JsonAsync("/api/v1/services/none/tokens", """{"name":"x","actions":["gitFetch"],"days":1}""");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        using var suspended = await ada.JsonAsync("/api/v1/services/rest/suspend", """{"reason":"Leaked."}""");
        Assert.True(host.Catalog.Current.Services["rest"].Suspended);
        using var restored = await ada.JsonAsync("/api/v1/services/rest/restore", """{"reason":"Renewed."}""");
        Assert.False(host.Catalog.Current.Services["rest"].Suspended);
        using var revoked = await ada.JsonAsync($"{Api}/{answer.GetProperty("id").GetString()}", "", method: HttpMethod.Delete);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
    }

    [Fact]
    public async Task RevokesNobodyElsesToken()
    {
        await AddAsync("one");
        await AddAsync("two");
        Assert.True(TokenScope.TryMake(["gitFetch"], null, null, null, out var scope));
        var wanted = new NewAccessToken("build", scope, DateTimeOffset.UtcNow.AddDays(1));
        Assert.True((await host.Get<ServiceTokenDesk>().IssueAsync("one", wanted, ConsoleHost.Operator, CancellationToken.None)).Passed(out var issued, out _));
        using var ada = host.Browse("ada");
        using var refused = await ada.JsonAsync($"/api/v1/services/two/tokens/{issued.Row.Id}", "", method: HttpMethod.Delete);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Single(await host.Get<ServiceTokenDesk>().OfAsync("one", CancellationToken.None));
    }

    [Fact]
    public async Task ShowsAnEnvironmentsCredential_AndTheAlarm()
    {
        using var ada = host.Browse("ada");
        var environment = host.Catalog.Current.Environments.Keys.First();
        Assert.Contains("None was issued yet", await ada.ReadAsync($"/environments/{environment}/credential"), StringComparison.Ordinal);
        using var issued = await ada.SubmitAsync($"/environments/{environment}/credential");
        Assert.Contains("It is shown only now", await issued.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var page = await ada.ReadAsync($"/environments/{environment}/credential");
        Assert.Contains("by ada", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"copied\"", page, StringComparison.Ordinal);
        await host.Get<Gateway.Identify.Credentials.WorkloadCredentialStore>().AlarmAsync(environment, IPAddress.Parse("192.0.2.66"), CancellationToken.None);
        page = await ada.ReadAsync($"/environments/{environment}/credential");
        Assert.Contains("A copy of an earlier secret was used", page, StringComparison.Ordinal);
        Assert.Contains("192.0.2.66", page, StringComparison.Ordinal);
    }

    private Task AddAsync(string name) =>
        host.EditAsync(new CatalogEdit.PutService(new ServiceEntry(name, "Builds", "ada", null, [], ["10.9.0.0/16"], Suspended: false)));
}
