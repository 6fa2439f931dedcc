using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Tests.Console;

namespace RemoteDev.Gateway.Tests.Doors.Scim;

/// <summary>A rule that comes after the group holds for the group, and one that goes takes the role.</summary>
public sealed class DirectoryRulesTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Gives_AndTakes_WhatTheRulesOfTheMomentSay()
    {
        using var dir = await ScimHouse.OpenAsync(host, "later");
        var id = await dir.AddAsync("eve@later.example");
        await dir.SendAsync("POST", "Groups", $$"""{"displayName":"Auditors","members":[{"value":"{{id}}"}]}""");
        Assert.Empty(host.Catalog.Current.People[id].Roles);

        var provider = host.Catalog.Current.Providers["later"];
        await AfterAsync(provider with { Rules = [new RoleRule("groups", "Auditors", "developer")] }, person => person.Roles.Contains("developer", StringComparer.Ordinal));
        await AfterAsync(provider with { Rules = [new RoleRule("groups", "Others", "developer")] }, person => person.Roles.IsEmpty);

        async Task AfterAsync(ProviderEntry changed, Predicate<PersonEntry> holds)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void Look(CatalogSnapshot snapshot)
            {
                if (holds(snapshot.People[id]))
                {
                    seen.TrySetResult();
                }
            }

            host.Catalog.Changed += Look;
            await host.EditAsync(new CatalogEdit.PutProvider(changed));
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
            host.Catalog.Changed -= Look;
        }
    }

    // Such a group was answered 503 for ever: each try gave the role again, and changed nothing.
    [Fact]
    public async Task Leaves_WhatSomebodyHasByHand_AlsoWhereAGroupWouldGiveIt()
    {
        using var dir = await ScimHouse.OpenAsync(host, "byhand");
        var id = await dir.AddAsync("eve@byhand.example");
        await host.EditAsync(new CatalogEdit.PutPerson(host.Catalog.Current.People[id] with { Roles = ["developer"] }));
        var version = host.Catalog.Current.Version;
        var (status, group, _) = await dir.SendAsync("POST", "Groups", $$"""{"displayName":"Developers","members":[{"value":"{{id}}"}]}""");
        Assert.Equal(System.Net.HttpStatusCode.Created, status);
        Assert.Equal(version, host.Catalog.Current.Version);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await dir.SendAsync("DELETE", $"Groups/{(string)group!["id"]!}")).Status);
        var person = host.Catalog.Current.People[id];
        Assert.Equal("developer", Assert.Single(person.Roles));
        Assert.Empty(person.ProviderRoles);
    }
}
