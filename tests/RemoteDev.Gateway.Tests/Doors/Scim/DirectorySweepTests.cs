using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Identify.Directories;
using RemoteDev.Gateway.Tests.Console;

namespace RemoteDev.Gateway.Tests.Doors.Scim;

/// <summary>A name that is given again finds nothing of its earlier bearer.</summary>
public sealed class DirectorySweepTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Forgets_WhatADirectorySentOfSomebodyWhoIsGone()
    {
        using var dir = await ScimHouse.OpenAsync(host, "gone");
        var id = await dir.AddAsync("eve@gone.example");
        await dir.SendAsync("POST", "Groups", $$"""{"displayName":"Developers","members":[{"value":"{{id}}"}]}""");
        var store = host.Get<DirectoryStore>();

        await host.EditAsync(new CatalogEdit.Remove(CatalogKind.Person, id));
        await store.SweepAsync(host.Catalog.Current, CancellationToken.None);

        Assert.Null(await store.UserAsync("gone", id, CancellationToken.None));
        Assert.Empty(Assert.Single(await store.GroupsAsync("gone", CancellationToken.None)).Members);
        Assert.Equal(HttpStatusCode.NotFound, (await dir.SendAsync("GET", $"Users/{id}")).Status);
    }

    [Fact]
    public async Task Opens_NothingToATokenOfAnEarlierProvider_OfTheSameName()
    {
        using var dir = await ScimHouse.OpenAsync(host, "renewed");
        var provider = host.Catalog.Current.Providers["renewed"];
        await host.EditAsync(new CatalogEdit.Remove(CatalogKind.Provider, "renewed"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await dir.SendAsync("GET", "Users")).Status);

        // The sweep runs behind the edit; that it ran is seen by the token that is gone.
        var desk = host.Get<DirectoryTokenDesk>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await desk.OfAsync("renewed", patience.Token)).Count > 0)
        {
            await Task.Yield();
        }

        await host.EditAsync(new CatalogEdit.PutProvider(provider));
        Assert.Equal(HttpStatusCode.Unauthorized, (await dir.SendAsync("GET", "Users")).Status);
    }
}
