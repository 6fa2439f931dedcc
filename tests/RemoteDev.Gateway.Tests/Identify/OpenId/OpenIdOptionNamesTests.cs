using System.Reflection;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.IdentityModel.Tokens;
using RemoteDev.Gateway.Identify.OpenId;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>Who knows Microsoft's <c>OpenIdConnectOptions</c> knows ours: what means the same is called the same, and what is ours alone is called by no name of theirs.</summary>
public sealed class OpenIdOptionNamesTests
{
    /// <summary>All settings of <c>OpenIdConnectOptions</c> (ASP.NET Core 10) and of what it derives from. The package is not among ours.</summary>
    private static readonly string[] Microsofts =
    [
        "AccessDeniedPath", "AdditionalAuthorizationParameters", "AuthenticationMethod", "Authority", "AutomaticRefreshInterval", "Backchannel", "BackchannelHttpHandler",
        "BackchannelTimeout", "CallbackPath", "ClaimActions", "ClaimsIssuer", "ClientId", "ClientSecret", "Configuration", "ConfigurationManager", "CorrelationCookie",
        "DataProtectionProvider", "DisableTelemetry", "Events", "EventsType", "ForwardAuthenticate", "ForwardChallenge", "ForwardDefault", "ForwardDefaultSelector",
        "ForwardForbid", "ForwardSignIn", "ForwardSignOut", "GetClaimsFromUserInfoEndpoint", "MapInboundClaims", "MaxAge", "MetadataAddress", "NonceCookie", "Prompt",
        "ProtocolValidator", "PushedAuthorizationBehavior", "RefreshInterval", "RefreshOnIssuerKeyNotFound", "RemoteAuthenticationTimeout", "RemoteSignOutPath",
        "RequireHttpsMetadata", "Resource", "ResponseMode", "ResponseType", "ReturnUrlParameter", "SaveTokens", "Scope", "SecurityTokenValidator", "SignedOutCallbackPath",
        "SignedOutRedirectUri", "SignInScheme", "SignOutScheme", "SkipUnrecognizedRequests", "StateDataFormat", "StringDataFormat", "TimeProvider", "TokenHandler",
        "TokenValidationParameters", "UsePkce", "UseSecurityTokenValidator", "UseTokenLifetime",
    ];

    /// <summary>Those that are ours too.</summary>
    private static readonly string[] Shared =
    [
        "Authority", "AutomaticRefreshInterval", "BackchannelTimeout", "CallbackPath", "ClientId", "ClientSecret", "GetClaimsFromUserInfoEndpoint", "MaxAge",
        "MetadataAddress", "Prompt", "PushedAuthorizationBehavior", "RefreshInterval", "RemoteSignOutPath", "RequireHttpsMetadata", "ResponseMode", "Scope",
        "SignedOutCallbackPath", "TokenValidationParameters",
    ];

    /// <summary>What <c>OpenIdConnectOptions</c> has nothing for.</summary>
    private static readonly string[] Own =
        ["ClaimsRefreshGrace", "ClaimsRefreshInterval", "ClientKeyFile", "ClientKeyId", "ClientSecretFile", "ConfirmMaxAge", "ConfirmPrompt", "KeysWorkFor"];

    [Fact]
    public void AreMicrosofts_WhereMicrosoftHasOne()
    {
        Assert.Equal([.. Shared.Concat(Own).Order(StringComparer.Ordinal)], Names(typeof(OpenIdProviderOptions)), StringComparer.Ordinal);
        Assert.Empty(Shared.Except(Microsofts, StringComparer.Ordinal));
        Assert.Empty(Own.Intersect(Microsofts, StringComparer.OrdinalIgnoreCase));
    }

    // As far as the shared framework and the token library have them, the list is not only ours to believe.
    [Fact]
    public void AreWritten_AsTheLibrariesHaveThem()
    {
        Assert.Empty(Names(typeof(RemoteAuthenticationOptions)).Except(Microsofts, StringComparer.Ordinal));
        string[] oauth = [nameof(OAuthOptions.ClientId), nameof(OAuthOptions.ClientSecret), nameof(OAuthOptions.Scope), nameof(OAuthOptions.UsePkce)];
        Assert.Empty(oauth.Except(Microsofts, StringComparer.Ordinal));
        string[] manager = [nameof(BaseConfigurationManager.MetadataAddress), nameof(BaseConfigurationManager.RefreshInterval), nameof(BaseConfigurationManager.AutomaticRefreshInterval)];
        Assert.Empty(manager.Except(Shared, StringComparer.Ordinal));
        Assert.Empty(Names(typeof(OpenIdTokenOptions)).Except(Names(typeof(TokenValidationParameters)), StringComparer.Ordinal));
    }

    [Fact]
    public void HaveMicrosoftsValues_WhereOneIsChosen() => Assert.Equal(
        ["Disable", "Require", "UseIfAvailable"],
        Enum.GetNames<PushedAuthorizationBehavior>().Where(name => name != nameof(PushedAuthorizationBehavior.Unspecified)).Order(StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static string[] Names(Type options) =>
        [.. options.GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(property => property.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
