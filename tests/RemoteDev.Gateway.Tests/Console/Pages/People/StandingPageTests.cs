using System.Net;
using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Tests.Console.Pages.People;

public sealed class StandingPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task SaysWhatSuspendingCuts_ThenCutsIt_AndLocksThePersonOut()
    {
        using var sam = host.Browse("sam");
        await sam.ReadAsync("/live");
        using var ada = host.Browse("ada");
        Assert.Contains("Sam Security (sam) is signed in at the portal", await ada.ReadAsync("/people/sam/standing"), StringComparison.Ordinal);

        using var response = await ada.SubmitAsync("/people/sam/standing", ("reason", "left the company"));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.True(host.Catalog.Current.People["sam"].Suspended);
        using var locked = await sam.GetAsync("/live");
        Assert.NotEqual(HttpStatusCode.OK, locked.StatusCode);

        await host.EditAsync(new CatalogEdit.SetSuspended("sam", false, "test is over"));
    }

    [Fact]
    public async Task Refuses_WithoutReason()
    {
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync("/people/dev/standing", ("reason", "  "));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(host.Catalog.Current.People["dev"].Suspended);
    }

    [Fact]
    public async Task Refuses_Oneself()
    {
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync("/people/ada/standing", ("reason", "why not"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(host.Catalog.Current.People["ada"].Suspended);
    }

    [Fact]
    public async Task DoesNothing_WhenSomebodyElseWasFaster()
    {
        using var ada = host.Browse("ada");
        var form = ConsoleBrowser.Filled(await ada.ReadAsync("/people/dev/standing"), ("reason", "late"));
        await host.EditAsync(new CatalogEdit.SetSuspended("dev", true, "first"));
        using var response = await ada.PostAsync("/people/dev/standing", form);
        Assert.Contains("somebody else meanwhile", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(host.Catalog.Current.People["dev"].Suspended);
        await host.EditAsync(new CatalogEdit.SetSuspended("dev", false, "test is over"));
    }
}
