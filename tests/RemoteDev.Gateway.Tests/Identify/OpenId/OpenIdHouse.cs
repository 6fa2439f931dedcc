using System.Net;
using Microsoft.Extensions.Hosting;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.OpenId.Grants;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Console.Pages.SignIn;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>The portal with a provider that does what the test says. Ada and Ben of Acme sign in by it; nobody else does.</summary>
internal sealed class OpenIdHouse : IAsyncDisposable
{
    private OpenIdHouse(HostileProvider far, IdentifyHouse house) => (Far, House) = (far, house);

    public HostileProvider Far { get; }

    public IdentifyHouse House { get; }

    public ManualClock Clock => House.Clock;

    public static ProviderEntry Corp { get; } =
        new("corp", "Acme Corp", ["example.com"], ["acme"], [], [], CreatesPeople: false, [new RoleRule("groups", "devs", "developer")]);

    /// <summary>Everything traced until now, also what nobody waited for.</summary>
    public async Task<IReadOnlyList<T>> TracedAsync<T>()
        where T : AuditEvent
    {
        await House.FlushTraceAsync();
        return House.Traced<T>();
    }

    public static async Task<OpenIdHouse> OpenAsync(ProviderEntry? entry = null, params (string Name, string Value)[] settings)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var far = await HostileProvider.OpenAsync(clock);
        far.UserInfo["groups"] = new System.Text.Json.Nodes.JsonArray("devs", "others");
        far.RefreshToken = "refresh-1";
#pragma warning disable CA2000 // the one house owns the other
        var house = new OpenIdHouse(far, await PortalHouse.OpenAsync(clock, Settings(far.Issuer).Concat(
            settings.Select(one => KeyValuePair.Create($"RemoteDev:Identify:Providers:corp:{one.Name}", (string?)one.Value)))));
#pragma warning restore CA2000
        await house.House.EditAsync(
            new CatalogEdit.PutVendor(new VendorEntry("umbra", "Umbra", null)),
            new CatalogEdit.PutProvider(entry ?? Corp),
            house.By("ada", "corp"),
            house.By("ben", "corp"));
        return house;
    }

    public static IEnumerable<KeyValuePair<string, string?>> Settings(string issuer) =>
    [
        new("RemoteDev:Identify:Providers:corp:Authority", issuer),
        new("RemoteDev:Identify:Providers:corp:ClientId", HostileProvider.ClientId),
        new("RemoteDev:Identify:Providers:corp:ClientSecret", ProviderBench.Secret),
        new("RemoteDev:Identify:Providers:corp:RequireHttpsMetadata", "false"),
    ];

    /// <summary>Somebody signs in by that provider, or by none.</summary>
    public CatalogEdit.PutPerson By(string login, string? provider, string? vendor = "acme") =>
        new(House.Catalog.Current.People[login] with { Provider = provider, Vendor = vendor, Roles = [], ProviderRoles = [] });

    public PortalBrowser Browse() => new(House.Origin);

    /// <summary>Goes to the provider as the button does; answers the address with state and nonce that the provider was sent.</summary>
    public async Task<Dictionary<string, string>> BeginAsync(PortalBrowser browser, string? goingTo = null)
    {
        var began = await browser.GetAsync("/signin/openid/corp" + (goingTo is null ? "" : $"?return={Uri.EscapeDataString(goingTo)}"));
        Assert.Equal(HttpStatusCode.Redirect, began.Status);
        Assert.StartsWith($"{Far.Issuer}/auth?", began.Location, StringComparison.Ordinal);
        var query = ProviderBench.Query(new Uri(began.Location!));
        Far.Nonce = query["nonce"];
        return query;
    }

    /// <summary>Comes back from there.</summary>
    public Task<PortalAnswer> ReturnAsync(PortalBrowser browser, Dictionary<string, string> query) =>
        browser.GetAsync($"/signin-oidc/corp?code=code-1&state={query["state"]}&iss={Uri.EscapeDataString(Far.Issuer)}");

    public async Task<PortalAnswer> SignInAsync(PortalBrowser browser, string? goingTo = null) => await ReturnAsync(browser, await BeginAsync(browser, goingTo));

    /// <summary>Signs in and answers whose sign-in it is.</summary>
    public async Task<SignIn> MustSignInAsync(PortalBrowser browser)
    {
        var answer = await SignInAsync(browser);
        Assert.Equal("/signin/verify", answer.Location);
        Assert.True(TokenHash.TryOf(browser.Cookies["__Host-rd"], out var cookie));
        return House.SignIns.Here().Single(one => one.Key == cookie).Value;
    }

    /// <summary>The sign-in fails, the page says why in place, and nobody is signed in.</summary>
    public async Task<string> MustFailAsync(string trouble, string words)
    {
        using var browser = Browse();
        var before = House.SignIns.All().Count;
        var answer = await SignInAsync(browser);
        Assert.StartsWith($"/signin?trouble={trouble}&provider=corp", answer.Location, StringComparison.Ordinal);
        var page = await browser.GetAsync(answer.Location!);
        Assert.Contains(words, WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal);
        Assert.Equal(before, House.SignIns.All().Count);
        Assert.False(browser.Cookies.ContainsKey("__Host-rd"));
        return page.Body;
    }

    /// <summary>From now on providers are asked only by <see cref="AskAgainAsync"/>, and the test's clock sets nobody else to work.</summary>
    public Task StopWatchAsync() => StopAsync<GrantWatch>();

    public Task StopAsync<T>()
        where T : IHostedService => House.Get<IEnumerable<IHostedService>>().OfType<T>().Single().StopAsync(CancellationToken.None);

    public Task AskAgainAsync() => House.Get<GrantRefresh>().AskAllAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        await Far.DisposeAsync();
    }
}
