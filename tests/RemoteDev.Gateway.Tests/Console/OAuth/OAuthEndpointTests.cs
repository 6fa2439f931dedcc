using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RemoteDev.Gateway.StepUp.Devices;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Console.OAuth;

/// <summary>The addresses by which programs are let in say no in the words of OAuth.</summary>
public sealed class OAuthEndpointTests(ConsoleHost host) : IClassFixture<ConsoleHost>, IDisposable
{
    private const string Begin = "/oauth/device_authorization";
    private const string Token = "/oauth/token";
    private const string Grant = "grant_type=urn:ietf:params:oauth:grant-type:device_code";
    private const string Unknown = "device_code=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();
    private readonly HttpClient _program = new() { BaseAddress = host.Origin };

    public void Dispose()
    {
        _program.Dispose();
        _key.Dispose();
    }

    [Fact]
    public async Task SaysWhereEverythingIs()
    {
        var metadata = JsonDocument.Parse(await _program.GetStringAsync(new Uri("/.well-known/oauth-authorization-server", UriKind.Relative))).RootElement;
        const string Portal = "http://remotedev.localhost:8443";
        foreach (var (name, value) in new[] { ("issuer", Portal), ("token_endpoint", Portal + Token), ("device_authorization_endpoint", Portal + Begin), ("revocation_endpoint", Portal + "/oauth/revoke") })
        {
            Assert.Equal(value, metadata.GetProperty(name).GetString());
        }

        Assert.Equal("none", Assert.Single(metadata.GetProperty("token_endpoint_auth_methods_supported").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData(Begin, "scope=git&machine=x", "invalid_client")]
    [InlineData(Begin, "client_id=other&scope=git&machine=x", "invalid_client")]
    [InlineData(Begin, "client_id=remotedev-cli&machine=x", "invalid_scope")]
    [InlineData(Begin, "client_id=remotedev-cli&scope=git admin&machine=x", "invalid_scope")]
    [InlineData(Begin, "client_id=remotedev-cli&scope=GIT&machine=x", "invalid_scope")]
    [InlineData(Begin, "client_id=remotedev-cli&scope=git", "invalid_request")]
    [InlineData(Begin, "client_id=remotedev-cli&scope=git&machine=a%0Ab", "invalid_request")]
    [InlineData(Begin, "client_id=remotedev-cli&scope=git&machine=a%E2%80%AEb", "invalid_request")]
    [InlineData(Begin, "client_id=remotedev-cli&scope=ssh&machine=x", "invalid_request")]
    [InlineData(Begin, "client_id=remotedev-cli&scope=ssh&machine=x&ssh_public_key=ssh-ed25519 AAAA", "invalid_request")]
    [InlineData(Begin, "client_id=remotedev-cli&scope=git&scope=ssh&machine=x", "invalid_request")]
    [InlineData(Begin, "client_id=remotedev-cli&client_id=remotedev-cli&scope=git&machine=x", "invalid_request")]
    [InlineData(Token, "client_id=remotedev-cli", "invalid_request")]
    [InlineData(Token, "client_id=remotedev-cli&grant_type=password&username=ada&password=x", "unsupported_grant_type")]
    [InlineData(Token, "client_id=remotedev-cli&" + Grant, "invalid_request")]
    [InlineData(Token, "client_id=remotedev-cli&" + Grant + "&device_code=guess", "invalid_grant")]
    [InlineData(Token, "client_id=remotedev-cli&" + Grant + "&" + Unknown, "expired_token")]
    [InlineData(Token, Grant + "&" + Unknown, "invalid_client")]
    [InlineData("/oauth/revoke", "client_id=remotedev-cli", "invalid_request")]
    public async Task Refuses_ByName(string path, string form, string error)
    {
        using var response = await SendAsync(path, form);
        Assert.Equal(error == "invalid_client" ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(error, await ErrorAsync(response));
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Refuses_OtherForms_Addresses_Sizes_AndMethods()
    {
        const string Good = "client_id=remotedev-cli&scope=git&machine=x";
        using var json = await SendAsync(Begin, """{"client_id":"remotedev-cli"}""", "application/json");
        using var query = await SendAsync(Begin + "?" + Good, "");
        using var both = await SendAsync(Begin + "?scope=git", Good);
        using var huge = await SendAsync(Begin, Good + "&x=" + new string('x', 9000));
        using var many = await SendAsync(Begin, Good + string.Concat(Enumerable.Range(0, 40).Select(i => $"&p{i}=1")));
        foreach (var refused in new[] { json, query, both, huge, many })
        {
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (refused.StatusCode, await ErrorAsync(refused)));
        }

        using var get = await _program.GetAsync(new Uri(Token + "?" + Good, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, get.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://payments-ide.remotedev.localhost:8443")]
    [InlineData("Origin", "null")]
    public async Task Refuses_APageElsewhere(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Begin) { Content = new StringContent("client_id=remotedev-cli&scope=git&machine=x", Encoding.ASCII, "application/x-www-form-urlencoded") };
        request.Headers.Add(header, value);
        using var response = await _program.SendAsync(request);
        Assert.Equal("invalid_request", await ErrorAsync(response));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Answers_ARevocation_AlikeForWhatNeverWas()
    {
        using var response = await SendAsync("/oauth/revoke", "client_id=remotedev-cli&token=rdg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        Assert.Equal((HttpStatusCode.OK, "{}"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Says_ThatATokenMayLiveOn_WhenTheDatabaseDoesNotAnswer()
    {
        await DatabaseAsync("ALTER TABLE identify_access_tokens RENAME TO elsewhere");
        try
        {
            using var response = await SendAsync("/oauth/revoke", "client_id=remotedev-cli&token=rdg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "temporarily_unavailable"), (response.StatusCode, await ErrorAsync(response)));
            Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter?.Delta);
        }
        finally
        {
            await DatabaseAsync("ALTER TABLE elsewhere RENAME TO identify_access_tokens");
        }
    }

    [Fact]
    public async Task Tells_WhoeverBeginsTooOften_ToSlowDown()
    {
        for (var i = 0; i < DeviceNetwork.MostNear; i++)
        {
            using var begun = await SendAsync(Begin, "client_id=remotedev-cli&scope=git&machine=x");
            Assert.Equal(HttpStatusCode.OK, begun.StatusCode);
        }

        using var response = await SendAsync(Begin, "client_id=remotedev-cli&scope=git&machine=x");
        Assert.Equal((HttpStatusCode.TooManyRequests, "slow_down"), (response.StatusCode, await ErrorAsync(response)));
        Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter?.Delta);
    }

    private async Task DatabaseAsync(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(host.Data, "gateway.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests give these statements.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string body, string type = "application/x-www-form-urlencoded")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await _program.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    private static async Task<string?> ErrorAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetString();
}
