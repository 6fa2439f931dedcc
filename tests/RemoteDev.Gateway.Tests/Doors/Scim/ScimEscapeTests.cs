using System.Net;
using System.Text.Json.Nodes;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Tests.Console;

namespace RemoteDev.Gateway.Tests.Doors.Scim;

/// <summary>A directory that tries to reach what is not its own, or to be more than a directory.</summary>
public sealed class ScimEscapeTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Reaches_NobodyOfAnother()
    {
        using var evil = await ScimHouse.OpenAsync(host, "evil");
        using var good = await ScimHouse.OpenAsync(host, "good");
        var victim = await good.AddAsync("victim@good.example");
        foreach (var id in (string[])[victim, "ada", "dev", "nobody", "..%2F..%2Fgood%2FUsers%2Fvictim"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await evil.SendAsync("GET", $"Users/{id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await evil.SendAsync("DELETE", $"Users/{id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await evil.SendAsync("PUT", $"Users/{id}", """{"userName":"x@evil.example"}""")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await evil.SendAsync("PATCH", $"Users/{id}", """{"Operations":[{"op":"replace","value":{"active":false}}]}""")).Status);
        }

        var seen = await evil.SendAsync("GET", "Users");
        Assert.Equal(0, (int)seen.Body!["totalResults"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await evil.SendAsync("POST", "Groups", $$"""{"displayName":"Developers","members":[{"value":"{{victim}}"}]}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await evil.SendAsync("POST", "Groups", """{"displayName":"Developers","members":[{"value":"ada"}]}""")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await evil.SendAsync("GET", "/scim/v2/good/Users")).Status);
        Assert.All((string[])[victim, "ada", "dev"], login => Assert.False(host.Catalog.Current.People[login].Suspended));
    }

    [Theory]
    [InlineData("""{"userName":"eve@good.example"}""")]
    [InlineData("""{"userName":"eve","emails":[{"value":"ada@example.com"}]}""")]
    [InlineData("""{"userName":"eve"}""")]
    [InlineData("""{"emails":[{"value":"eve@outside.example"}]}""")]
    [InlineData("""{"userName":["eve@outside.example"]}""")]
    [InlineData("""{"userName":"eve@outside.example","active":"perhaps"}""")]
    [InlineData("""{"userName":"eve@outside.example","userName":"ada"}""")]
    [InlineData("""{"userName":"eve@outside.example","shoeSize":43}""")]
    [InlineData("""["eve@outside.example"]""")]
    [InlineData("""{"userName":""")]
    public async Task Refuses_UsersItMayNotAdd(string body)
    {
        using var dir = await ScimHouse.OpenAsync(host, "outside-" + Guid.NewGuid().ToString("N")[..8]);
        var before = host.Catalog.Current.People.Count;

        var refused = await dir.SendAsync("POST", "Users", body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", (string?)refused.Body!["schemas"]![0]);
        Assert.Equal(before, host.Catalog.Current.People.Count);
    }

    [Fact]
    public async Task Gives_OnlyWhatItsRulesName_AndLiftsNoSuspensionOfAnAdministrator()
    {
        using var dir = await ScimHouse.OpenAsync(host, "rules");
        var id = await dir.AddAsync("eve@rules.example");
        foreach (var name in (string[])["admin", "security", "developers", "Administrators"])
        {
            await dir.SendAsync("POST", "Groups", $$"""{"displayName":"{{name}}","externalId":"admin","members":[{"value":"{{id}}"}]}""");
        }

        await dir.SendAsync("PATCH", $"Users/{id}", """{"Operations":[{"op":"add","path":"roles","value":[{"value":"admin"}]},{"op":"add","path":"groups","value":[{"value":"Developers"}]}]}""");
        Assert.Empty(host.Catalog.Current.People[id].Roles);

        await host.EditAsync(new CatalogEdit.SetSuspended(id, true, "under investigation"));
        var back = await dir.SendAsync("PATCH", $"Users/{id}", """{"Operations":[{"op":"replace","value":{"active":true}}]}""");
        Assert.Equal(HttpStatusCode.Forbidden, back.Status);
        Assert.Equal(HttpStatusCode.NoContent, (await dir.SendAsync("DELETE", $"Users/{id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await dir.SendAsync("POST", "Users", """{"userName":"eve@rules.example"}""")).Status);
        Assert.True(host.Catalog.Current.People[id] is { Suspended: true, SuspendedBy: "operator" });
    }

    [Fact]
    public async Task Refuses_ToAddPeople_WhereTheProviderMayNot()
    {
        using var dir = await ScimHouse.OpenAsync(host, "closed");
        await host.EditAsync(new CatalogEdit.PutProvider(host.Catalog.Current.Providers["closed"] with { CreatesPeople = false }));

        Assert.Equal(HttpStatusCode.Forbidden, (await dir.SendAsync("POST", "Users", """{"userName":"eve@closed.example"}""")).Status);
    }

    [Theory]
    [InlineData("userName sw \"a\"", "invalidFilter")]
    [InlineData("userName eq \"a\" or userName eq \"b\"", "invalidFilter")]
    [InlineData("not (userName eq \"a\")", "invalidFilter")]
    [InlineData("((((((userName eq \"a\"))))))", "invalidFilter")]
    [InlineData("userName eq \"a\" and userName eq \"a\" and userName eq \"a\" and userName eq \"a\" and userName eq \"a\" and userName eq \"a\" and userName eq \"a\" and userName eq \"a\" and userName eq \"a\"", "invalidFilter")]
    [InlineData("password eq \"x\"", "invalidFilter")]
    [InlineData("userName eq \"a", "invalidFilter")]
    [InlineData("userName eq a", "invalidFilter")]
    public async Task Refuses_FiltersItDoesNotRead(string filter, string type)
    {
        var name = "filter-" + Guid.NewGuid().ToString("N")[..8];
        using var dir = await ScimHouse.OpenAsync(host, name);
        await dir.AddAsync($"x@{name}.example");

        var refused = await dir.SendAsync("GET", $"Users?filter={Uri.EscapeDataString(filter)}");

        Assert.Equal((HttpStatusCode.BadRequest, type), (refused.Status, (string?)refused.Body!["scimType"]));
    }

    [Theory]
    [InlineData("""{"Operations":[{"op":"steal","path":"active","value":true}]}""")]
    [InlineData("""{"Operations":[]}""")]
    [InlineData("""{"Operations":[{"op":"remove"}]}""")]
    [InlineData("""{"Operations":[{"op":"replace","value":"x"}]}""")]
    [InlineData("""{"Operations":[{"op":"replace","path":"provider","value":"good"}]}""")]
    [InlineData("""{"Operations":[{"op":"remove","path":"userName"}]}""")]
    [InlineData("""{"Operations":[{"op":"replace","path":"userName","value":"a\u0000b"}]}""")]
    [InlineData("""{}""")]
    public async Task Refuses_PatchesItDoesNotRead(string body)
    {
        var name = "patch-" + Guid.NewGuid().ToString("N")[..8];
        using var dir = await ScimHouse.OpenAsync(host, name);
        var id = await dir.AddAsync($"x@{name}.example");

        Assert.Equal(HttpStatusCode.BadRequest, (await dir.SendAsync("PATCH", $"Users/{id}", body)).Status);
    }

    [Fact]
    public async Task Refuses_WhatIsTooLargeOrTooDeepOrOfAnotherKind()
    {
        using var dir = await ScimHouse.OpenAsync(host, "large");
        var huge = new JsonObject { ["userName"] = "a@large.example", ["displayName"] = new string('x', 1024 * 1024) }.ToJsonString();
        var deep = "{\"userName\":\"a@large.example\",\"name\":" + string.Concat(Enumerable.Repeat("{\"a\":", 50)) + "1" + new string('}', 51);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await dir.SendAsync("POST", "Users", huge)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await dir.SendAsync("POST", "Users", deep)).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await dir.SendAsync("POST", "Users", "userName=a", type: "application/x-www-form-urlencoded")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await dir.SendAsync("POST", "Bulk", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await dir.SendAsync("GET", "Me")).Status);
    }

    [Fact]
    public async Task Keeps_ARoleOfASignIn_ThatNoGroupCouldGive()
    {
        using var dir = await ScimHouse.OpenAsync(host, "both", new RoleRule("department", "Audit", "security"));
        var id = await dir.AddAsync("eve@both.example");
        await host.EditAsync(new CatalogEdit.SetProviderRoles(id, ["security"]));

        var group = await dir.SendAsync("POST", "Groups", $$"""{"displayName":"Developers","members":[{"value":"{{id}}"}]}""");

        Assert.Equal(HttpStatusCode.Created, group.Status);
        Assert.Equal(["developer", "security"], host.Catalog.Current.People[id].Roles.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
