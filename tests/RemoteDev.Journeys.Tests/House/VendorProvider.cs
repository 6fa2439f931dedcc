using System.Text.Json.Nodes;
using RemoteDev.Gateway.Tests.Identify.OpenId.Node;
using RemoteDev.Journeys.Tests.Inside;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>The OpenID Provider of the vendor Acme: npm's oidc-provider, in a process of its own, with the gateway as its one client.</summary>
internal sealed class VendorProvider : IAsyncDisposable
{
    /// <summary>Its name in the catalogue and in the gateway's configuration.</summary>
    public const string Name = "acme";

    private readonly NodeProvider _far;

    private VendorProvider(NodeProvider far) => _far = far;

    /// <summary>Where somebody signs out at the provider itself.</summary>
    public string SignOut => $"{_far.Issuer}/session/end";

    public static async Task<VendorProvider> StartAsync()
    {
        RequiredParts.DemandProvider();
#pragma warning disable CA2000 // it disposes of it
        return new(await NodeProvider.StartAsync(RequiredParts.Node, RequiredParts.OpenId));
#pragma warning restore CA2000
    }

    /// <summary>What the gateway's operator configures.</summary>
    /// <param name="folder">Where the secret is kept.</param>
    public Dictionary<string, string> Settings(string folder)
    {
        var secret = Path.Combine(folder, "acme.secret");
        File.WriteAllText(secret, NodeProvider.Secret);
        const string section = $"RemoteDev__Identify__Providers__{Name}__";
        return new(StringComparer.Ordinal)
        {
            [section + "Authority"] = _far.Issuer,
            [section + "ClientId"] = NodeProvider.ClientId,
            [section + "ClientSecretFile"] = secret,
            [section + "RequireHttpsMetadata"] = "false",
            [section + "Scope__0"] = "profile",
            [section + "Scope__1"] = "email",
            [section + "Scope__2"] = "groups",
        };
    }

    /// <summary>What the vendor's administrator enters there.</summary>
    public Task RegisterAsync(Uri portal) => _far.SayAsync(new JsonObject
    {
        ["client"] = new JsonObject
        {
            ["client_id"] = NodeProvider.ClientId,
            ["client_secret"] = NodeProvider.Secret,
            ["grant_types"] = new JsonArray("authorization_code", "refresh_token"),
            ["response_types"] = new JsonArray("code"),
            ["redirect_uris"] = new JsonArray(new Uri(portal, $"signin-oidc/{Name}").AbsoluteUri),
            ["post_logout_redirect_uris"] = new JsonArray(new Uri(portal, $"signout-callback-oidc/{Name}").AbsoluteUri),
            ["backchannel_logout_uri"] = new Uri(portal, $"signout-oidc/{Name}").AbsoluteUri,
            ["backchannel_logout_session_required"] = true,
        },
    });

    /// <summary>Who sits at the provider's page from now on, with these methods of authentication behind them (RFC 8176).</summary>
    public Task SeatAsync(string subject, string email, string name, params string[] methods) => _far.SayAsync(new JsonObject
    {
        ["account"] = subject,
        ["login"] = new JsonObject { ["amr"] = new JsonArray([.. methods.Select(method => (JsonNode)method)]) },
        ["claims"] = new JsonObject { ["email"] = email, ["email_verified"] = true, ["name"] = name, ["groups"] = new JsonArray("devs") },
    });

    public ValueTask DisposeAsync() => _far.DisposeAsync();
}
