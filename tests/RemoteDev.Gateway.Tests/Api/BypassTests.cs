using System.Net;

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
        await using var api = await OperatorSocket.SampleAsync();
        using var client = ApiClient.OverTcp(api.Tcp);

        var answer = await client.SendAsync(
            HttpMethod.Delete,
            "/api/v1/people/sora",
            headers:
            [
                ("Host", host.Length == 0 ? api.Tcp.Authority : host),
                ("X-Forwarded-Proto", "unix"),
                ("X-Forwarded-Host", "operator"),
                ("X-RemoteDev-Listener", "Operator"),
                ("Authorization", "Basic b3BlcmF0b3I6"),
            ]);

        Assert.True(api.Catalog.Room.Current.People.ContainsKey("sora"));
        Assert.DoesNotContain("version", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page")]
    [InlineData("/")]
    [InlineData("/signin")]
    [InlineData("/api/v2/people")]
    [InlineData("/api/v1/../../page")]
    public async Task OperatorSocket_AnswersNothingButTheApi(string path)
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();

        var answer = await client.GetAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.Status, answer.MediaType));
    }

    [Fact]
    public async Task PublicPages_StillAnswerOnTcp()
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = ApiClient.OverTcp(api.Tcp);

        Assert.Equal("a page", (await client.GetAsync("/page")).Text);
    }
}
