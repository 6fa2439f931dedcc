using System.Net;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Tests.Console.Pages.Providers;

public sealed class ProviderPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Adds_Shows_Changes_AndRemovesAProvider()
    {
        using var ada = host.Browse("ada");
        using var added = await ada.PostAsync("/new/provider", ConsoleBrowser.Filled(
            await ada.ReadAsync("/new/provider"),
            ("name", "client-id"),
            ("displayName", "The client's Entra"),
            ("domains", "client.example\nclient.test"),
            ("mfaMethods", "mfa"),
            ("createsPeople", "createsPeople"),
            ("rules", "groups = A = B -> C -> developer")));

        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var provider = host.Catalog.Current.Providers["client-id"];
        Assert.Equal(new RoleRule("groups", "A = B -> C", "developer"), Assert.Single(provider.Rules));
        Assert.True(provider is { CreatesPeople: true, Domains.Length: 2, Vendors.IsEmpty: true });
        Assert.Contains("client.test", await ada.ReadAsync("/providers"), StringComparison.Ordinal);

        var page = WebUtility.HtmlDecode(await ada.ReadAsync("/providers/client-id"));
        Assert.Contains("groups = A = B -> C -> developer", page, StringComparison.Ordinal);
        using var wrong = await ada.PostAsync("/providers/client-id", ConsoleBrowser.Filled(
            await ada.ReadAsync("/providers/client-id"), ("domains", "*.example"), ("rules", "developer")));
        Assert.Contains("line 1: write a rule like", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var removed = await ada.PostAsync("/people/remove/providers/client-id", ConsoleBrowser.Filled(await ada.ReadAsync("/people/remove/providers/client-id")));
        Assert.Equal("/providers", removed.Headers.Location?.OriginalString);
        Assert.False(host.Catalog.Current.Providers.ContainsKey("client-id"));
    }

    [Fact]
    public async Task Shows_WhatClaimsWouldGive_AndWhoWouldChange_AndSavesNothing()
    {
        await host.EditAsync(
            new CatalogEdit.PutProvider(new ProviderEntry(
                "acme-try", "Acme", ["acme.example"], ["acme"], [], ["hwk"], true, [new RoleRule("groups", "Engineers", "developer")])),
            new CatalogEdit.PutPerson(new PersonEntry("tia", "Tia Try", "tia@acme.example", "acme", [], false, "Etc/UTC", []) { Provider = "acme-try" }),
            new CatalogEdit.SetProviderRoles("tia", ["developer"]));
        var before = host.Catalog.Current;
        using var ada = host.Browse("ada");
        var page = await ada.ReadAsync("/providers/acme-try");

        var said = await TryAsync("{\"email\":\"new@acme.example\",\"groups\":[\"Engineers\",\"Other\"],\"amr\":[\"hwk\"],\"address\":{\"street\":\"x\"}}");
        Assert.Contains("Somebody new, new", said, StringComparison.Ordinal);
        Assert.Contains("Counts as shown", said, StringComparison.Ordinal);
        Assert.Contains("<span class=\"badge info\">Developer</span>", said, StringComparison.Ordinal);
        Assert.Contains("Nobody in the catalogue changes", said, StringComparison.Ordinal);

        said = await TryAsync("email = tia@acme.example\ngroups = Guests", ("rules", "groups = Guests -> security"));
        Assert.Contains("Tia Try (tia)", said, StringComparison.Ordinal);
        Assert.Contains("Not shown", said, StringComparison.Ordinal);
        Assert.Contains("you do not hold", said, StringComparison.Ordinal);

        said = await TryAsync("", ("rules", ""));
        Assert.Contains("people/tia", said, StringComparison.Ordinal);
        Assert.Contains("write a claim like", await TryAsync("eyJhbGciOi"), StringComparison.Ordinal);
        Assert.Contains("does not speak for x@evil.example", await TryAsync("email = x@evil.example"), StringComparison.Ordinal);
        Assert.Same(before, host.Catalog.Current);

        async Task<string> TryAsync(string claims, params (string, string)[] typed)
        {
            using var response = await ada.PostAsync("/providers/acme-try?handler=Try", ConsoleBrowser.Filled(page, [("claims", claims), .. typed]));
            return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Person_SignsInByAProvider_AsTheFormSays()
    {
        await host.EditAsync(new CatalogEdit.PutProvider(new ProviderEntry("dev-id", "Dev", ["example.com"], ["acme-lagos"], [], [], false, [])));
        using var ada = host.Browse("ada");

        using var saved = await ada.PostAsync("/people/dev", ConsoleBrowser.Filled(await ada.ReadAsync("/people/dev"), ("provider", "dev-id")));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("dev-id", host.Catalog.Current.People["dev"].Provider);
    }
}
