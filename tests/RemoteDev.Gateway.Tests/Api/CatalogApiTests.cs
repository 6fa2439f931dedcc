using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RemoteDev.Gateway.Console.Api;
using RemoteDev.Gateway.Tests.Catalog;

namespace RemoteDev.Gateway.Tests.Api;

public sealed class CatalogApiTests
{
    [Theory]
    [InlineData("vendors", "acme-lagos")]
    [InlineData("roles", "admin")]
    [InlineData("documents", "training-2026")]
    [InlineData("providers", "acme-id")]
    [InlineData("people", "ada")]
    [InlineData("projects", "payments")]
    [InlineData("environments", "payments-ide")]
    [InlineData("environments", "payments-vm")]
    [InlineData("repositories", "payments/app")]
    [InlineData("windows", "lagos-office")]
    [InlineData("networks", "office-lagos")]
    public async Task Get_CanBePutBack_AndChangesNothing(string section, string name)
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();

        var one = await client.GetAsync($"/api/v1/{section}/{name}");
        var all = await client.GetAsync($"/api/v1/{section}");
        var put = await client.PutAsync($"/api/v1/{section}/{name}", one.Text);

        Assert.Contains(all.Json.AsArray(), entry => JsonNode.DeepEquals(entry, one.Json));
        Assert.Equal(HttpStatusCode.OK, put.Status);
        Assert.Empty(put.Json["changes"]!.AsArray());
    }

    [Fact]
    public async Task Put_Adds_Delete_Removes()
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();

        var put = await client.PutAsync("/api/v1/vendors/globex", "{\"displayName\":\"Globex\"}");
        Assert.Equal((HttpStatusCode.OK, $"\"{api.Catalog.Room.Current.Version}\""), (put.Status, put.Tag));
        Assert.Equal("Globex", api.Catalog.Room.Current.Vendors["globex"].DisplayName);

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Delete, "/api/v1/vendors/globex")).Status);
        Assert.False(api.Catalog.Room.Current.Vendors.ContainsKey("globex"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Delete, "/api/v1/vendors/globex")).Status);
    }

    [Fact]
    public async Task Put_OfAnOldAnswer_DoesNotLiftASuspension()
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();
        var before = await client.GetAsync("/api/v1/people/ada");
        await client.SendAsync(HttpMethod.Post, "/api/v1/people/ada/suspend", "{\"reason\":\"laptop lost\"}");

        var put = await client.PutAsync("/api/v1/people/ada", before.Text);

        Assert.Equal(HttpStatusCode.OK, put.Status);
        Assert.True(api.Catalog.Room.Current.People["ada"].Suspended);
    }

    [Fact]
    public async Task Refuses_WithEveryFault_AsAProblem()
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();

        var put = await client.PutAsync(
            "/api/v1/environments/lab", "{\"project\":\"payment\",\"kind\":\"vm\",\"classification\":[],\"upsteam\":\"http://h\",\"name\":\"other\"}");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (put.Status, put.MediaType));
        var faults = put.Json["faults"]!.AsArray().Select(fault => (string?)fault!["path"]).ToArray();
        Assert.Contains("environments/lab/name", faults, StringComparer.Ordinal);
        Assert.Contains("environments/lab/classification", faults, StringComparer.Ordinal);
        Assert.Contains("environments/lab/upstream", faults, StringComparer.Ordinal);
        Assert.Contains("environments/lab/upsteam", faults, StringComparer.Ordinal);
        Assert.False(api.Catalog.Room.Current.Environments.ContainsKey("lab"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"displayName\":\"a\",\"displayName\":\"b\"}")]
    [InlineData("{\"displayName\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}}}}")]
    public async Task Refuses_WhatIsNoEntry(string body)
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();

        var put = await client.PutAsync("/api/v1/vendors/globex", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, put.Status);
        Assert.DoesNotContain("   at ", put.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refuses_ABodyOverTheLimit_WithAndWithoutItsLength(bool chunked)
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();
        var large = "{\"displayName\":\"" + new string('x', ApiBody.EntryLimit) + "\"}";

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.SendAsync(HttpMethod.Put, "/api/v1/vendors/globex", large, chunked)).Status);
    }

    [Theory]
    [InlineData("\"0\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"x\"", HttpStatusCode.UnprocessableEntity)]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    public async Task IfMatch_HoldsTheCatalogueToAVersion(string version, HttpStatusCode expected)
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();

        var put = await client.SendAsync(HttpMethod.Put, "/api/v1/vendors/globex", "{}", headers: ("If-Match", version));

        Assert.Equal(expected, put.Status);
        Assert.Equal(expected == HttpStatusCode.OK, api.Catalog.Room.Current.Vendors.ContainsKey("globex"));
    }

    [Fact]
    public async Task Policy_IsReadTestedAndSaved()
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();
        var body = JsonSerializer.Serialize(new { text = SampleCatalog.Cedar + "\n", tests = SampleCatalog.Tests });

        var tried = await client.SendAsync(HttpMethod.Post, "/api/v1/policy/test", body);
        Assert.True((bool)tried.Json["passed"]!);
        Assert.Equal(1, api.Catalog.Room.Current.Policy!.Number);

        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync("/api/v1/policy", body)).Status);
        Assert.Equal((2, "operator"), (api.Catalog.Room.Current.Policy!.Number, api.Catalog.Room.Current.Policy.Author));
        Assert.Equal(2, (await client.GetAsync("/api/v1/policy/versions")).Json.AsArray().Count);
    }

    [Fact]
    public async Task OpenApi_DescribesEveryPath()
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();

        var paths = (await client.GetAsync("/api/v1/openapi.json")).Json["paths"]!.AsObject().Select(path => path.Key).ToArray();

        Assert.Contains("/api/v1/apply", paths, StringComparer.Ordinal);
        Assert.Contains("/api/v1/repositories/{project}/{name}", paths, StringComparer.Ordinal);
        Assert.DoesNotContain("/page", paths, StringComparer.Ordinal);
    }
}
