using System.Net;
using RemoteDev.Gateway.Tests.Catalog;

namespace RemoteDev.Gateway.Tests.Api;

/// <summary>A request that did not come through the operator's socket is never the operator's, whatever it says of itself.</summary>
public sealed class BypassTests
{
    [Theory]
    [InlineData("operator")]
    [InlineData("localhost")]
    [InlineData("")]
    public async Task Tcp_NeverReachesTheApi_UnderTheOperatorsName(string host)
    {
        await using var api = await OperatorSocket.StartAsync(await CatalogFixture.SampleAsync());
        using var client = new HttpClient { BaseAddress = api.Tcp };
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/people/sora");
        request.Headers.Host = host.Length == 0 ? null : host;
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "unix");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", "operator");
        request.Headers.TryAddWithoutValidation("X-RemoteDev-Listener", "Operator");
        request.Headers.TryAddWithoutValidation("Authorization", "Basic b3BlcmF0b3I6");

        using var response = await client.SendAsync(request);

        Assert.True(api.Catalog.Room.Current.People.ContainsKey("sora"));
        Assert.DoesNotContain("version", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page")]
    [InlineData("/")]
    [InlineData("/signin")]
    [InlineData("/api/v2/people")]
    [InlineData("/api/v1/../../page")]
    public async Task OperatorSocket_AnswersNothingButTheApi(string path)
    {
        await using var api = await OperatorSocket.StartAsync(await CatalogFixture.SampleAsync());
        using var client = api.Client();

        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task PublicPages_StillAnswerOnTcp()
    {
        await using var api = await OperatorSocket.StartAsync(await CatalogFixture.SampleAsync());
        using var client = new HttpClient { BaseAddress = api.Tcp };

        Assert.Equal("a page", await client.GetStringAsync("/page"));
    }
}
