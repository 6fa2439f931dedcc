namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>
/// Section <c>RemoteDev:Identify:Providers:{name}</c>: how one OpenID Provider is spoken to, in the names of Microsoft's
/// <c>OpenIdConnectOptions</c>. For whom it may vouch, and as what, stands in the catalogue.
/// </summary>
internal sealed class OpenIdProviderOptions
{
    /// <summary>The provider's issuer, letter for letter as its discovery document says it.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Where the discovery document is, if not at <c>/.well-known/openid-configuration</c> below <see cref="Authority"/>.</summary>
    public string MetadataAddress { get; init; } = "";

    public string ClientId { get; init; } = "";

    public string ClientSecret { get; init; } = "";

    /// <summary>A file whose first line is the secret.</summary>
    public string ClientSecretFile { get; init; } = "";

    /// <summary>A private key as PEM (RSA or EC), with which the gateway proves itself instead of with a secret (<c>private_key_jwt</c>).</summary>
    public string ClientKeyFile { get; init; } = "";

    /// <summary>The name under which the provider knows that key; empty where it needs none.</summary>
    public string ClientKeyId { get; init; } = "";

    /// <summary>Where the browser comes back to; <c>/signin-oidc/{name}</c> when empty. An address of its own for each provider keeps answers apart.</summary>
    public string CallbackPath { get; init; } = "";

    /// <summary>Where the provider says that somebody signed out there, by the browser or by itself; <c>/signout-oidc/{name}</c> when empty.</summary>
    public string RemoteSignOutPath { get; init; } = "";

    /// <summary>Where the browser comes back to after it signed out at the provider; <c>/signout-callback-oidc/{name}</c> when empty.</summary>
    public string SignedOutCallbackPath { get; init; } = "";

    /// <summary><c>query</c> or <c>form_post</c>.</summary>
    public string ResponseMode { get; init; } = "query";

    /// <summary>Besides <c>openid</c>. Empty: <c>profile</c> and <c>email</c>. With <c>offline_access</c> the provider is asked again while people work.</summary>
    public string[] Scope { get; init; } = [];

    /// <summary>What the provider shall ask in any case: <c>login</c>, <c>consent</c>, <c>select_account</c>; empty leaves it to the provider.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>How long ago the person may have shown themselves to the provider.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>What the provider shall ask somebody who comes to confirm that it is them. Empty where it knows no <c>prompt</c>: <c>max_age</c> alone must do then.</summary>
    public string ConfirmPrompt { get; init; } = "login";

    /// <summary>How long before they set out to confirm somebody may have shown themselves to the provider. What it says of that is checked.</summary>
    public TimeSpan ConfirmMaxAge { get; init; } = TimeSpan.Zero;

    public bool GetClaimsFromUserInfoEndpoint { get; init; } = true;

    public PushedAuthorizationBehavior PushedAuthorizationBehavior { get; init; } = PushedAuthorizationBehavior.UseIfAvailable;

    /// <summary>False only for a provider on this machine's loopback, in tests and demos.</summary>
    public bool RequireHttpsMetadata { get; init; } = true;

    /// <summary>How long the provider may take to answer one question.</summary>
    public TimeSpan BackchannelTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often at most the provider's keys are read again because a token names one that is not known.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How old the discovery document and the keys may become.</summary>
    public TimeSpan AutomaticRefreshInterval { get; init; } = TimeSpan.FromHours(12);

    public OpenIdTokenOptions TokenValidationParameters { get; init; } = new();

    /// <summary>Whether somebody may use the provider's sign-in is asked again this often while they are signed in, where it gave a refresh token.</summary>
    public TimeSpan ClaimsRefreshInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long after the provider last confirmed somebody (they signed in by it, confirmed there, or it was asked again) their SSH keys and
    /// certificates go on working. Of whom a directory of the provider keeps by SCIM, the directory's word is enough.
    /// </summary>
    public TimeSpan KeysWorkFor { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long a sign-in goes on while the provider does not answer that. Then it ends.</summary>
    public TimeSpan ClaimsRefreshGrace { get; init; } = TimeSpan.FromMinutes(30);
}
