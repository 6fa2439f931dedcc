using System.Net;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Tests.Console.Pages.People;

public sealed class StandingPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task SaysWhatSuspendingCuts_ThenCutsIt_AndLocksThePersonOut()
    {
        using var dev = host.Browse("dev");
        await dev.ReadAsync($"/open/payments-ide?nonce={Secret.New().Hash}");
        var session = Assert.Single(host.Get<LiveSessions>().All, session => session.Login == "dev");
        using var ada = host.Browse("ada");
        Assert.Contains("Dayo Developer (dev) works in payments-ide", await ada.ReadAsync("/people/dev/standing"), StringComparison.Ordinal);

        using var response = await ada.SubmitAsync("/people/dev/standing", ("reason", "left the company"));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.True(host.Catalog.Current.People["dev"].Suspended);
        using var locked = await dev.GetAsync("/");
        Assert.NotEqual(HttpStatusCode.OK, locked.StatusCode);
        await GitTalk.UntilAsync(() => session.HasEnded);

        await host.EditAsync(new CatalogEdit.SetSuspended("dev", false, "test is over"));
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
