using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Resets;
using RemoteDev.Gateway.Tests.Identify;

namespace RemoteDev.Gateway.Tests.Console.Pages.SignIn;

public sealed class HelpPageTests : IAsyncLifetime, IDisposable
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
    public async Task Leads_FromALostPhoneToANewEnrolment()
    {
        await _house.EnrolAsync("ada");
        var signIn = await _browser.GetAsync("/signin");
        Assert.Contains("href=\"/signin/help\"", signIn.Body, StringComparison.Ordinal);
        await _browser.SubmitAsync(signIn, "signin", ("Login", "ada"), ("Password", IdentifyHouse.Password));
        Assert.Contains("href=\"/signin/help\"", (await _browser.GetAsync("/signin/verify")).Body, StringComparison.Ordinal);

        var help = await _browser.GetAsync("/signin/help");
        Assert.Contains("value=\"ada\"", help.Body, StringComparison.Ordinal);
        var asked = await _browser.SubmitAsync(help, "help", ("Login", "ada"), ("Message", "Phone in the river"));
        Assert.Equal("/signin/waiting", asked.Location);
        Assert.Contains(_browser.CookiesSet, cookie => cookie.StartsWith(ResetWait.CookieName + "=", StringComparison.Ordinal)
            && cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase) && cookie.Contains("samesite=strict", StringComparison.OrdinalIgnoreCase));
        var row = Assert.Single(await _house.Get<ResetStore>().OpenAsync(CancellationToken.None));
        Assert.True(row.KnowsPassword);
        var waiting = await _browser.GetAsync("/signin/waiting");
        Assert.Contains(ResetWord.Of(row.WaitHash!), waiting.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"go-on\"", waiting.Body, StringComparison.Ordinal);

        Assert.Null(await _house.Get<ResetDesk>().VouchAsync(row.Id, "Heard her.", Actor.TheOperator, CancellationToken.None));
        await _house.Get<ResetDesk>().ConsentAsync(row.Id, Actor.TheOperator, IdentifyHouse.Portal, CancellationToken.None);
        waiting = await _browser.GetAsync("/signin/waiting");
        var enrol = await _browser.SubmitAsync(waiting, "go-on");
        Assert.StartsWith("/enrol/", enrol.Location, StringComparison.Ordinal);
        Assert.Contains("Welcome, ada", (await _browser.GetAsync(enrol.Location!)).Body, StringComparison.Ordinal);
        Assert.Contains("waits for nothing", (await _browser.GetAsync("/signin/waiting")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_TheSame_ForANameThatIsNobodys()
    {
        var asked = await _browser.SubmitAsync(await _browser.GetAsync("/signin/help"), "help", ("Login", "nobody"), ("Message", ""));
        Assert.Equal("/signin/waiting", asked.Location);
        var waiting = await _browser.GetAsync("/signin/waiting");
        Assert.Equal(HttpStatusCode.OK, waiting.Status);
        Assert.Contains("Your request waits", waiting.Body, StringComparison.Ordinal);
    }
}
