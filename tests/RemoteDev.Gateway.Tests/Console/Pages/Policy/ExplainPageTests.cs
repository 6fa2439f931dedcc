using System.Net;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Tests.Console.Pages.Policy;

public sealed class ExplainPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task NamesThePolicyThatDecides_AndWhatWouldHaveToChange()
    {
        using var ada = host.Browse("ada");
        var yes = await ada.ReadAsync("/explain?person=dev&action=browse&resource=Environment%20payments-ide");
        Assert.Contains("Permitted", yes, StringComparison.Ordinal);
        Assert.Contains("Acme works on Payments around the clock", yes, StringComparison.Ordinal);
        await host.EditAsync(new CatalogEdit.PutWindow(new WindowText { Name = "never", Zone = "Africa/Lagos", Weekly = [new WeeklyText("Mon", "08:00-09:00")] }));
        var no = await ada.ReadAsync("/explain?person=dev&action=browse&resource=Environment%20ledger-ide&at=2026-11-24T12:00");
        Assert.Contains("What would have to change", no, StringComparison.Ordinal);
        Assert.Contains("a window has to open", no, StringComparison.Ordinal);
        Assert.Contains("acme-office", no, StringComparison.Ordinal);
        Assert.Contains("not done to", await ada.ReadAsync("/explain?person=dev&action=browse&resource=The%20gateway"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakesAddressNetworkCountryAndDevice_AndSaysWhatIsWrongWithThem()
    {
        using var ada = host.Browse("ada");
        const string question = "/explain?person=dev&action=browse&resource=Environment%20payments-ide";
        var page = await ada.ReadAsync($"{question}&facts.address=192.0.2.7&facts.country=ng&facts.device=managed");
        Assert.Contains("Permitted", page, StringComparison.Ordinal);
        Assert.Contains("value=\"192.0.2.7\"", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"managed\" selected", page, StringComparison.Ordinal);
        Assert.Contains("The address is none", await ada.ReadAsync($"{question}&facts.address=me"), StringComparison.Ordinal);
        Assert.Contains("two letters", await ada.ReadAsync($"{question}&facts.country=Nigeria"), StringComparison.Ordinal);
        Assert.Contains("no network of that name", await ada.ReadAsync($"{question}&facts.network=nope"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhatStandsInTheWay_OfEachPolicy()
    {
        await host.EditAsync(new CatalogEdit.PutWindow(new WindowText { Name = "never", Zone = "Africa/Lagos", Weekly = [new WeeklyText("Mon", "08:00-09:00")] }));
        using var ada = host.Browse("ada");
        var page = await ada.ReadAsync("/explain?person=dev&action=browse&resource=Environment%20ledger-ide&at=2026-11-24T12:00");
        Assert.Contains("<dt>acme-office</dt><dd>opens Mon 08:00 Africa/Lagos (never)</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>acme-always</dt><dd>is for environment payments-ide</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("admins-administer", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sam")]
    [InlineData("dev")]
    public async Task Refuses_WhoDoesNotWritePolicy(string login)
    {
        using var browser = host.Browse(login);
        var page = await browser.ReadAsync("/explain?person=dev&action=browse&resource=Environment%20ledger-ide", HttpStatusCode.Forbidden);
        Assert.DoesNotContain("acme-office", page, StringComparison.Ordinal);
    }
}
