using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using RemoteDev.Gateway.Identify.OpenId.Tokens;

namespace RemoteDev.Gateway.Identify.OpenId.Wire;

/// <summary>A provider's discovery document and its keys as they were at one moment.</summary>
internal sealed record ProviderDocument(OpenIdConnectConfiguration Said, IReadOnlyList<SecurityKey> Keys)
{
    private const int LeastRsaBits = 2048;
    private const int MaxKeys = 64;

    /// <summary>Reads the document. The issuer must be the one that the operator named, letter for letter (OpenID Connect Discovery 1.0, 4.3).</summary>
    public static OpenIdStep<OpenIdConnectConfiguration> Read(string json, string authority)
    {
        if (!ClaimSet.TryParse(json, out var members))
        {
            return new OpenIdFault(OpenIdFaultKind.BadAnswer, "The discovery document is not a JSON object, or says something twice.");
        }

        if (members.Text("issuer") is not { } issuer || !string.Equals(issuer, authority, StringComparison.Ordinal))
        {
            return new OpenIdFault(
                OpenIdFaultKind.BadAnswer, $"The discovery document's issuer is {OpenIdFault.Foreign(members.Text("issuer"))}; Authority says {authority}.");
        }

        try
        {
            var said = new OpenIdConnectConfiguration(json);
            return said.AuthorizationEndpoint is { Length: > 0 } && said.TokenEndpoint is { Length: > 0 } && said.JwksUri is { Length: > 0 }
                ? said
                : new OpenIdFault(OpenIdFaultKind.BadAnswer, "The discovery document names no authorization_endpoint, token_endpoint or jwks_uri.");
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or JsonException or FormatException or InvalidOperationException)
        {
            return new OpenIdFault(OpenIdFaultKind.BadAnswer, $"The discovery document cannot be read ({unreadable.GetType().Name}).");
        }
    }

    /// <summary>The keys that may sign: asymmetric, of sufficient length, not meant for encryption. Others are passed over.</summary>
    public static OpenIdStep<SecurityKey[]> ReadKeys(string json)
    {
        try
        {
            SecurityKey[] keys = [.. new JsonWebKeySet(json).GetSigningKeys().Where(MaySign).Take(MaxKeys)];
            return keys.Length > 0 ? keys : new OpenIdFault(OpenIdFaultKind.BadAnswer, "The provider publishes no key that may sign.");
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or JsonException or FormatException or InvalidOperationException or CryptographicException)
        {
            return new OpenIdFault(OpenIdFaultKind.BadAnswer, $"The provider's keys cannot be read ({unreadable.GetType().Name}).");
        }
    }

    /// <summary>The keys that a token's header may mean: the one it names, or all when it names none.</summary>
    public IReadOnlyList<SecurityKey> Named(string? id) =>
        string.IsNullOrEmpty(id) ? Keys : [.. Keys.Where(key => string.Equals(key.KeyId, id, StringComparison.Ordinal))];

    private static bool MaySign(SecurityKey key) => key switch
    {
        RsaSecurityKey or X509SecurityKey { PublicKey: RSA } => key.KeySize >= LeastRsaBits,
        ECDsaSecurityKey or X509SecurityKey { PublicKey: ECDsa } => true,
        _ => false,
    };
}
