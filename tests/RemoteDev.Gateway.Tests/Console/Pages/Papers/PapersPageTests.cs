using System.Net;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Tests.Console.Pages.Papers;

public sealed class PapersPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Adds_ADocument_AsksPeopleForIt_AndKeepsWhatTheyAccepted()
    {
        using var ada = host.Browse("ada");
        using var dev = host.Browse("dev");
        using var added = await ada.PostAsync("/new/document", ConsoleBrowser.Filled(
            await ada.ReadAsync("/new/document"), ("name", "nda-2026"), ("kind", "nda"), ("version", "2026-1"), ("title", "NDA"), ("text", "Stay\r\nsilent.\r\n"), ("validDays", "365"), ("current", "current")));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.Equal("Stay\nsilent.", host.Catalog.Current.Documents["nda-2026"].Text);
        Assert.Contains("Dayo Developer", await ada.ReadAsync("/documents"), StringComparison.Ordinal);

        Assert.Contains("Never signed", await dev.ReadAsync("/papers"), StringComparison.Ordinal);
        var page = await dev.ReadAsync("/papers/nda-2026");
        Assert.Contains("Stay\nsilent.", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        using var unticked = await dev.PostAsync("/papers/nda-2026", ConsoleBrowser.Filled(page));
        Assert.Contains("Tick that you have read", await unticked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var other = await dev.PostAsync("/papers/nda-2026", ConsoleBrowser.Filled(page, ("accepted", "true"), ("shown", new string('0', 64))));
        Assert.Contains("is for another text", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Catalog.Current.People["dev"].Attestations);

        using var accepted = await dev.PostAsync("/papers/nda-2026", ConsoleBrowser.Filled(page, ("accepted", "true")));
        Assert.Equal("/papers", accepted.Headers.Location?.OriginalString);
        Assert.Equal("dev", Assert.Single(host.Catalog.Current.People["dev"].Attestations).By);
        Assert.DoesNotContain("Read and accept", await dev.ReadAsync("/papers"), StringComparison.Ordinal);

        // An administrator who saves the person's form takes nothing of it away.
        using var saved = await ada.PostAsync("/people/dev", ConsoleBrowser.Filled(await ada.ReadAsync("/people/dev"), ("displayName", "Dayo D.")));
        Assert.Equal("dev", Assert.Single(host.Catalog.Current.People["dev"].Attestations).By);

        // The next version asks again, and keeps the text of the one before.
        using var next = await ada.PostAsync("/new/document", ConsoleBrowser.Filled(
            await ada.ReadAsync("/new/document"), ("name", "nda-2027"), ("kind", "nda"), ("version", "2027-1"), ("title", "NDA"), ("text", "Stay silent still."), ("validDays", "365"), ("current", "current")));
        Assert.False(host.Catalog.Current.Documents["nda-2026"].Current);
        Assert.Contains("Older version", await dev.ReadAsync("/papers"), StringComparison.Ordinal);
        Assert.Contains("Stay\nsilent.", WebUtility.HtmlDecode(await ada.ReadAsync("/documents/nda-2026")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_WhatAnAdministratorHasOnFile()
    {
        await host.EditAsync(new CatalogEdit.PutDocument(new DocumentEntry("check-2026", "background", "1", "Background check", "We looked.", 30, true)));
        using var ada = host.Browse("ada");
        using var sam = host.Browse("sam");

        Assert.Contains("recorded by an administrator", await sam.ReadAsync("/papers/check-2026"), StringComparison.Ordinal);
        using var forbidden = await sam.GetAsync("/people/dev/papers/check-2026");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var bare = await ada.SubmitAsync("/people/uma/papers/check-2026");
        Assert.Contains("write where the signed paper is kept", await bare.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var recorded = await ada.SubmitAsync("/people/uma/papers/check-2026", ("note", "Letter of May"));
        Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
        Assert.Equal(("ada", "Letter of May"), (host.Catalog.Current.People["uma"].Attestations[0].By, host.Catalog.Current.People["uma"].Attestations[0].Note));
        using var own = await ada.SubmitAsync("/people/ada/papers/check-2026", ("note", "trust me"));
        Assert.Contains("nobody gives themselves", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var missing = await ada.GetAsync("/people/nobody/papers/check-2026");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Says_ThatNobodyIsReminded_WhereNoWebhookIsNamed()
    {
        using var ada = host.Browse("ada");
        Assert.Contains("RemoteDev__Reminders__Webhook", await ada.ReadAsync("/documents"), StringComparison.Ordinal);
        using var test = await ada.PostAsync("/documents?handler=Test", ConsoleBrowser.Filled(await ada.ReadAsync("/new/document")));
        Assert.Equal(HttpStatusCode.NotFound, test.StatusCode);
    }
}
