using System.Net;
using System.Text.Json;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Directories;

namespace RemoteDev.Gateway.Tests.Console.Pages.Providers;

public sealed class DirectoryPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Makes_AToken_ShowsItOnce_AndRevokesIt()
    {
        await AddAsync("paged");
        using var ada = host.Browse("ada");

        using var made = await ada.SubmitAsync("/providers/paged/directory", ("name", "Okta"), ("days", "90"));
        var page = await made.Content.ReadAsStringAsync();
        Assert.Contains(DirectoryTokens.Prefix, page, StringComparison.Ordinal);
        Assert.Contains("http://remotedev.localhost:8443/scim/v2/paged", page, StringComparison.Ordinal);

        var shown = await ada.ReadAsync("/providers/paged/directory");
        Assert.DoesNotContain(DirectoryTokens.Prefix, shown, StringComparison.Ordinal);
        Assert.Contains("Okta", shown, StringComparison.Ordinal);
        using var twice = await ada.SubmitAsync("/providers/paged/directory", ("name", "Okta"), ("days", "90"));
        Assert.Contains("has a token of that name", await twice.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var revoked = await ada.PostAsync("/providers/paged/directory?handler=Revoke", ConsoleBrowser.Filled(shown, ("name", "Okta")));
        Assert.Equal(HttpStatusCode.Redirect, revoked.StatusCode);
        Assert.Contains("No token, so no directory", await ada.ReadAsync("/providers/paged/directory"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_TheApiAlike_AndOnlyToAdministrators()
    {
        await AddAsync("rest");
        using var ada = host.Browse("ada");
        using var dev = host.Browse("dev");
        const string Api = "/api/v1/providers/rest/tokens";

        using var made = await ada.JsonAsync(Api, """{"name":"entra","days":30}""");
        Assert.StartsWith(DirectoryTokens.Prefix, JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(DirectoryTokens.Prefix, await ada.ReadAsync(Api), StringComparison.Ordinal);
        using var refused = await dev.JsonAsync(Api, """{"name":"mine","days":30}""");
        using var page = await dev.GetAsync("/providers/rest/directory");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (refused.StatusCode, page.StatusCode));
        using var revoked = await ada.JsonAsync($"{Api}/entra", "", method: HttpMethod.Delete);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
    }

    private Task AddAsync(string name) =>
        host.EditAsync(new CatalogEdit.PutProvider(new ProviderEntry(name, name, [$"{name}.example"], ["acme"], [], [], true, [])));
}
