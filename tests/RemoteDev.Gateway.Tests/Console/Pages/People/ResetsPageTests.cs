using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Tests.Console.Pages.People;

public sealed class ResetsPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Takes_TwoAdministrators_ToTheLink()
    {
        await using (var context = await host.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync())
        {
            context.Accounts.Add(new RemoteDev.Gateway.Identify.Accounts.Account("dev"));
            await context.SaveChangesAsync();
        }

        using var ada = host.Browse("ada");
        using var uma = host.Browse("uma");
        Assert.Contains("two administrators", await ada.ReadAsync("/people/dev/invite"), StringComparison.Ordinal);
        using var started = await ada.SubmitAsync("/people/dev/invite?handler=Reset", ("Reason", "Lost the phone"));
        Assert.Equal("/people/resets", started.Headers.Location?.OriginalString);
        var page = await ada.ReadAsync("/people/resets");
        Assert.DoesNotContain("id=\"consent-", page, StringComparison.Ordinal);
        Assert.Contains("You started it", page, StringComparison.Ordinal);

        page = await uma.ReadAsync("/people/resets");
        Assert.Contains("Lost the phone", page, StringComparison.Ordinal);
        Assert.Contains("id=\"consent-", page, StringComparison.Ordinal);
        var form = ConsoleBrowser.Filled(page);

        // The one who started sends the other's form: it is refused, and no link exists.
        using var own = await ada.PostAsync("/people/resets?handler=Consent", ConsoleBrowser.Filled(await ada.ReadAsync("/people/resets")));
        Assert.DoesNotContain("/enrol/", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var consented = await uma.PostAsync("/people/resets?handler=Consent", form);
        Assert.Matches("/enrol/[A-Za-z0-9_-]{43}<", await consented.Content.ReadAsStringAsync());
        Assert.DoesNotContain("/enrol/", await uma.ReadAsync("/people/resets"), StringComparison.Ordinal);
        using var sam = host.Browse("sam");
        await sam.ReadAsync("/people/resets", System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Keeps_WhatWasTyped_WhenTheFactorIsTooOld()
    {
        using var fresh = host.Browse("uma");
        using var stale = host.Browse("ada", factorAge: TimeSpan.FromHours(9));
        using var answer = await stale.PostAsync("/people/dev/standing", ConsoleBrowser.Filled(await fresh.ReadAsync("/people/dev/standing"), ("Reason", "x")));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("/signin/verify?return=%2Fconfirmed", page, StringComparison.Ordinal);
        Assert.Contains("target=\"_blank\"", page, StringComparison.Ordinal);
    }
}
