using System.Net;
using System.Net.Http.Headers;
using System.Text;
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
    [InlineData("people", "ada")]
    [InlineData("projects", "payments")]
    [InlineData("environments", "payments-ide")]
    [InlineData("repositories", "payments/app")]
    [InlineData("windows", "lagos-office")]
    public async Task Get_CanBePutBack_AndChangesNothing(string section, string name)
    {
        await using var api = await OperatorSocket.StartAsync(await CatalogFixture.SampleAsync());
        using var client = api.Client();

        var one = await client.GetStringAsync($"/api/v1/{section}/{name}");
        var all = JsonNode.Parse(await client.GetStringAsync($"/api/v1/{section}"))!.AsArray();
        using var put = await client.PutAsync($"/api/v1/{section}/{name}", Json(one));

        Assert.Contains(all, entry => JsonNode.DeepEquals(entry, JsonNode.Parse(one)));
        var answer = JsonNode.Parse(await put.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Empty(answer["changes"]!.AsArray());
    }

    [Fact]
    public async Task Put_Adds_Delete_Removes()
    {
        await using var api = await OperatorSocket.StartAsync(await CatalogFixture.SampleAsync());
        using var client = api.Client();

        using var put = await client.PutAsync("/api/v1/vendors/globex", Json("{\"displayName\":\"Globex\"}"));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("Globex", api.Catalog.Room.Current.Vendors["globex"].DisplayName);
        Assert.Equal($"\"{api.Catalog.Room.Current.Version}\"", put.Headers.ETag?.Tag);

        using var removed = await client.DeleteAsync("/api/v1/vendors/globex");
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.False(api.Catalog.Room.Current.Vendors.ContainsKey("globex"));
        using var again = await client.DeleteAsync("/api/v1/vendors/globex");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Refuses_WithEveryFault_AsAProblem()
    {
        await using var api = await OperatorSocket.StartAsync(await CatalogFixture.SampleAsync());
        using var client = api.Client();

        using var put = await client.PutAsync("/api/v1/environments/lab", Json("{\"project\":\"payment\",\"kind\":\"vm\",\"classification\":[],\"upsteam\":\"http://h\",\"name\":\"other\"}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, put.StatusCode);
        Assert.Equal("application/problem+json", put.Content.Headers.ContentType?.MediaType);
        var faults = JsonNode.Parse(await put.Content.ReadAsStringAsync())!["faults"]!.AsArray().Select(fault => (string?)fault!["path"]).ToArray();
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
        await using var api = await OperatorSocket.StartAsync(await CatalogFixture.SampleAsync());
        using var client = api.Client();

        using var put = await client.PutAsync("/api/v1/vendors/globex", Json(body));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, put.StatusCode);
        Assert.DoesNotContain("   at ", await put.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_ABodyOverTheLimit_WithAndWithoutItsLength()
    {
        await using var api = await OperatorSocket.StartAsync(await CatalogFixture.SampleAsync());
        using var client = api.Client();
        var large = "{\"displayName\":\"" + new string('x', ApiBody.EntryLimit) + "\"}";

        using var told = await client.PutAsync("/api/v1/vendors/globex", Json(large));
        using var chunked = new HttpRequestMessage(HttpMethod.Put, "/api/v1/vendors/globex") { Content = Json(large) };
        chunked.Headers.TransferEncodingChunked = true;
        using var untold = await client.SendAsync(chunked);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, told.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, untold.StatusCode);
    }

    [Theory]
    [InlineData("\"0\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"x\"", HttpStatusCode.UnprocessableEntity)]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    public async Task IfMatch_HoldsTheCatalogueToAVersion(string version, HttpStatusCode expected)
    {
        await using var api = await OperatorSocket.StartAsync(await CatalogFixture.SampleAsync());
        using var client = api.Client();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/vendors/globex") { Content = Json("{}") };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue(version));

        using var put = await client.SendAsync(request);

        Assert.Equal(expected, put.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK, api.Catalog.Room.Current.Vendors.ContainsKey("globex"));
    }

    [Fact]
    public async Task Policy_IsReadTestedAndSaved()
    {
        await using var api = await OperatorSocket.StartAsync(await CatalogFixture.SampleAsync());
        using var client = api.Client();
        var body = JsonSerializer.Serialize(new { text = SampleCatalog.Cedar + "\n", tests = SampleCatalog.Tests });

        using var tried = await client.PostAsync("/api/v1/policy/test", Json(body));
        Assert.True((bool)JsonNode.Parse(await tried.Content.ReadAsStringAsync())!["passed"]!);
        Assert.Equal(1, api.Catalog.Room.Current.Policy!.Number);
        using var saved = await client.PutAsync("/api/v1/policy", Json(body));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Equal((2, "operator"), (api.Catalog.Room.Current.Policy!.Number, api.Catalog.Room.Current.Policy.Author));
        Assert.Equal(2, JsonNode.Parse(await client.GetStringAsync("/api/v1/policy/versions"))!.AsArray().Count);
    }

    [Fact]
    public async Task OpenApi_DescribesEveryPath()
    {
        await using var api = await OperatorSocket.StartAsync(await CatalogFixture.SampleAsync());
        using var client = api.Client();

        var paths = JsonNode.Parse(await client.GetStringAsync("/api/v1/openapi.json"))!["paths"]!.AsObject().Select(path => path.Key).ToArray();

        Assert.Contains("/api/v1/apply", paths, StringComparer.Ordinal);
        Assert.Contains("/api/v1/repositories/{project}/{name}", paths, StringComparer.Ordinal);
        Assert.DoesNotContain("/page", paths, StringComparer.Ordinal);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
