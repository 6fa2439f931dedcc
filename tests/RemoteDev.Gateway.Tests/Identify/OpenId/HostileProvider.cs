using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>
/// A provider that answers whatever a test wants it to. It checks nothing: what is tested is what the gateway accepts. Unless told
/// otherwise it answers as an honest one would, for Ada.
/// </summary>
internal sealed class HostileProvider : IAsyncDisposable
{
    public const string ClientId = "gateway";
    public const string AccessToken = "access-token-of-ada";

    private readonly WebApplication _app;
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostileProvider(WebApplication app) => _app = app;

    public TokenForge Forge { get; } = new();

    public string Issuer { get; private set; } = "";

    public JsonObject Discovery { get; private set; } = [];

    public JsonObject Jwks { get; set; } = [];

    /// <summary>Changes the claims of ID tokens before they are signed.</summary>
    public Action<JsonObject> Claims { get; set; } = _ => { };

    /// <summary>Makes the ID token of the claims.</summary>
    public Func<JsonObject, string?> Sign { get; set; } = _ => null;

    public JsonObject UserInfo { get; set; } = [];

    public string? RefreshToken { get; set; }

    /// <summary>Answers a path in place of the provider when it returns true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    /// <summary>The forms that came, with the path and the Authorization header.</summary>
    public ConcurrentQueue<(string Path, Dictionary<string, string> Form, string Authorization)> Asked { get; } = new();

    /// <summary>What the token endpoint answers a refresh with; null is the honest answer.</summary>
    public Func<HttpContext, Task<bool>> InsteadOfRefresh { get; set; } = _ => Task.FromResult(false);

    /// <summary>What the sign-in was begun with, as the browser brought it.</summary>
    public string Nonce { get; set; } = "";

    public required TimeProvider Clock { get; init; }

    public static async Task<HostileProvider> OpenAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new HostileProvider(app) { Clock = clock };
        app.Run(provider.AnswerAsync);
        await app.StartAsync();
        provider.Issuer = app.Urls.Single();
        provider.Sign = claims => provider.Forge.Sign(claims);
        provider.Jwks = provider.Forge.Jwks();
        provider.UserInfo = new JsonObject { ["sub"] = "subject-of-ada", ["email"] = "ada@example.com", ["email_verified"] = true, ["name"] = "Ada" };
        provider.Discovery = new JsonObject
        {
            ["issuer"] = provider.Issuer,
            ["authorization_endpoint"] = $"{provider.Issuer}/auth",
            ["token_endpoint"] = $"{provider.Issuer}/token",
            ["userinfo_endpoint"] = $"{provider.Issuer}/me",
            ["jwks_uri"] = $"{provider.Issuer}/jwks",
            ["end_session_endpoint"] = $"{provider.Issuer}/session/end",
            ["authorization_response_iss_parameter_supported"] = true,
        };
        return provider;
    }

    public int CountOf(string path) => Asked.Count(one => one.Path == path);

    /// <summary>Waits until the test is over: a provider that took the question and never answers.</summary>
    public async Task<bool> NeverAsync(HttpContext context)
    {
        await Task.WhenAny(_closing.Task, Task.Delay(Timeout.Infinite, context.RequestAborted));
        return true;
    }

    public JsonObject ClaimsNow()
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Issuer, ["sub"] = "subject-of-ada", ["aud"] = ClientId, ["iat"] = now, ["exp"] = now + 300, ["nonce"] = Nonce, ["sid"] = "there-1",
        };
        Claims(claims);
        return claims;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_closing.TrySetResult())
        {
            return;
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        Forge.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal)
            : [];
        Asked.Enqueue((context.Request.Path, form, context.Request.Headers.Authorization.ToString()));
        if (await Instead(context))
        {
            return;
        }

        switch (context.Request.Path.Value)
        {
            case "/.well-known/openid-configuration":
                await JsonAsync(context, Discovery);
                break;
            case "/jwks":
                await JsonAsync(context, Jwks);
                break;
            case "/token" when form.GetValueOrDefault("grant_type") == "refresh_token" && await InsteadOfRefresh(context):
                break;
            case "/token":
                var answer = new JsonObject { ["access_token"] = AccessToken, ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = Sign(ClaimsNow()) };
                if (RefreshToken is not null)
                {
                    answer["refresh_token"] = RefreshToken;
                }

                await JsonAsync(context, answer);
                break;
            case "/me":
                await JsonAsync(context, UserInfo);
                break;
            case "/par":
                context.Response.StatusCode = 201;
                await JsonAsync(context, new JsonObject { ["request_uri"] = "urn:ietf:params:oauth:request_uri:1", ["expires_in"] = 60 });
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    public static Task JsonAsync(HttpContext context, JsonObject value)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(value.ToJsonString());
    }
}
