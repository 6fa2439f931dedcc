using System.Net;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Tests.Console.Pages.Windows;

public sealed class WindowPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Asks_BeforeASaveClosesSomebodysSession()
    {
        using var dev = host.Browse("dev");
        await dev.ReadAsync($"/open/payments-ide?nonce={Secret.New().Hash}");
        using var ada = host.Browse("ada");
        using var first = await ada.SubmitAsync("/windows/always", ("weekly", ""), ("openings", "2199-12-30"));
        var page = await first.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Contains("Dayo Developer (dev) works in payments-ide", page, StringComparison.Ordinal);
        Assert.Single(host.Catalog.Current.Windows["always"].Text.Weekly);

        using var second = await ada.PostAsync("/windows/always", ConsoleBrowser.Filled(page));
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
        Assert.Empty(host.Catalog.Current.Windows["always"].Text.Weekly);

        using var back = await ada.SubmitAsync("/windows/always", ("weekly", "daily all day"), ("openings", ""));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
    }

    [Fact]
    public async Task Draws_WhatIsTyped_AndSavesNothing()
    {
        using var ada = host.Browse("ada");
        var form = ConsoleBrowser.Filled(await ada.ReadAsync("/windows/never"), ("weekly", "Mon 22:00-06:00"));
        using var response = await ada.PostAsync("/windows/never?handler=Preview", form);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("not saved yet", page, StringComparison.Ordinal);
        Assert.Contains("Mon 22:00 to 24:00", page, StringComparison.Ordinal);
        Assert.Contains("Tue 00:00 to 06:00", page, StringComparison.Ordinal);
        Assert.Empty(host.Catalog.Current.Windows["never"].Text.Weekly);
    }

    [Fact]
    public async Task Says_WhatIsWrong_AtItsLine()
    {
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync("/windows/never", ("weekly", "Mon 08:00-18:00\nSomeday 08:00-18:00"));
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("line 2, days:", page, StringComparison.Ordinal);
        Assert.Contains("Someday 08:00-18:00", page, StringComparison.Ordinal);
    }
}
