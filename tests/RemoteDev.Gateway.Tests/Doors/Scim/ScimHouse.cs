using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Directories;
using RemoteDev.Gateway.Tests.Console;

namespace RemoteDev.Gateway.Tests.Doors.Scim;

/// <summary>A provider with a directory that has a token, beside another whom it must not reach.</summary>
internal sealed class ScimHouse : IDisposable
{
    private readonly HttpClient _client;
    private readonly string _provider;

    private ScimHouse(ConsoleHost host, string provider, string token)
    {
        (_provider, Token) = (provider, token);
        _client = new HttpClient { BaseAddress = host.Origin };
    }

    public string Token { get; }

    /// <summary>Adds the provider: for acme, with rules for two roles.</summary>
    public static async Task<ScimHouse> OpenAsync(ConsoleHost host, string provider, params RoleRule[] rules)
    {
        await host.EditAsync(new CatalogEdit.PutProvider(new ProviderEntry(
            provider, provider, [$"{provider}.example"], ["acme"], [], [], true, [new("groups", "Developers", "developer"), .. rules])));
        var issued = await host.Get<DirectoryTokenDesk>().IssueAsync(provider, "entra", 30, ConsoleHost.Operator, CancellationToken.None);
        Assert.True(issued.Passed(out var token, out var refusal), refusal?.Reason);
        return new ScimHouse(host, provider, token.Value);
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body, HttpResponseMessage Response)> SendAsync(
        string method, string path, string? body = null, string? token = null, string type = "application/scim+json", string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : $"/scim/v2/{_provider}/{path}");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token ?? Token}");
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(type);
        }

        var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response);
    }

    /// <summary>Adds a user as Entra does, and answers the id.</summary>
    public async Task<string> AddAsync(string userName)
    {
        var (status, body, _) = await SendAsync("POST", "Users", new JsonObject { ["userName"] = userName, ["active"] = true }.ToJsonString());
        Assert.Equal(HttpStatusCode.Created, status);
        return (string)body!["id"]!;
    }

    public void Dispose() => _client.Dispose();
}
