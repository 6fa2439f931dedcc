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
        await store.SweepAsync(host.Catalog.Current, DateTimeOffset.MaxValue, CancellationToken.None);

        Assert.Null(await store.UserAsync("gone", id, CancellationToken.None));
        Assert.Empty(Assert.Single(await store.GroupsAsync("gone", CancellationToken.None)).Members);
        Assert.Equal(HttpStatusCode.NotFound, (await dir.SendAsync("GET", $"Users/{id}")).Status);
    }

    // Another gateway added them, and this one has not read that yet: a row that goes now is a suspension that finds nobody later.
    [Fact]
    public async Task Spares_WhomTheCatalogueMayNotKnowYet()
    {
        using var dir = await ScimHouse.OpenAsync(host, "lagging");
        var store = host.Get<DirectoryStore>();
        var now = DateTimeOffset.UtcNow;
        Assert.True(await store.SaveAsync(null, new DirectoryUser("lagging", "young", "young@lagging.example", now, now), CancellationToken.None));
        Assert.True(await store.SaveAsync(null, new DirectoryGroup("unheard", "g1", "Developers", null, [], now, now), CancellationToken.None));

        // That a sweep ran is seen by the old one that is gone; that one ran to its end, by the next.
        var provider = host.Catalog.Current.Providers["lagging"];
        foreach (var old in (string[])["old-one", "old-two"])
        {
            var before = now - TimeSpan.FromHours(1);
            Assert.True(await store.SaveAsync(null, new DirectoryUser("lagging", old, $"{old}@lagging.example", before, before), CancellationToken.None));
            await host.EditAsync(new CatalogEdit.PutProvider(provider with { DisplayName = old }));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (await store.UserAsync("lagging", old, patience.Token) is not null)
            {
                await Task.Yield();
            }
        }

        Assert.NotNull(await store.UserAsync("lagging", "young", CancellationToken.None));
        Assert.Single(await store.GroupsAsync("unheard", CancellationToken.None));
        await store.SweepAsync(host.Catalog.Current, DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.Null(await store.UserAsync("lagging", "young", CancellationToken.None));
        Assert.Empty(await store.GroupsAsync("unheard", CancellationToken.None));
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
