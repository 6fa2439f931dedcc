using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RemoteDev.Gateway.Identify.OpenId.Wire;

/// <summary>
/// Shows the provider that it is this gateway that asks, in the way both know: <c>client_secret_basic</c>, <c>client_secret_post</c> or
/// <c>private_key_jwt</c> (OpenID Connect Core 1.0, 9). An assertion names the provider's issuer as its audience, so that no other
/// provider can pass it on, lives for a minute and is never used twice.
/// </summary>
internal sealed class ClientAuthentication(OpenIdProviderOptions options, ClientProof proof, TimeProvider clock)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static readonly TimeSpan AssertionLifetime = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Adds to the form what proves us, and answers the credentials of the header where they go there.</summary>
    public OpenIdStep<ClientHeader> Prove(ProviderDocument document, IDictionary<string, string> form)
    {
        var methods = document.Said.TokenEndpointAuthMethodsSupported;
        bool Takes(string method) => methods.Count == 0 ? method == "client_secret_basic" : methods.Contains(method);
        if (proof.Key is { } key)
        {
            if (methods.Count > 0 && !methods.Contains("private_key_jwt"))
            {
                return Unusable("private_key_jwt", methods);
            }

            form["client_id"] = options.ClientId;
            form["client_assertion_type"] = AssertionType;
            form["client_assertion"] = Assertion(key, document.Said.TokenEndpointAuthSigningAlgValuesSupported);
            return new ClientHeader(null);
        }

        if (Takes("client_secret_basic"))
        {
            var pair = $"{Uri.EscapeDataString(options.ClientId)}:{Uri.EscapeDataString(proof.Secret!)}";
            return new ClientHeader(Convert.ToBase64String(Encoding.ASCII.GetBytes(pair)));
        }

        if (Takes("client_secret_post"))
        {
            form["client_id"] = options.ClientId;
            form["client_secret"] = proof.Secret!;
            return new ClientHeader(null);
        }

        return Unusable("client_secret_basic or client_secret_post", methods);
    }

    private static OpenIdFault Unusable(string ours, IEnumerable<string> theirs) => new(
        OpenIdFaultKind.ClientRefused, $"The provider takes {OpenIdFault.Foreign(string.Join(", ", theirs))}; configured is what needs {ours}.");

    private static string Algorithm(AsymmetricAlgorithm key, ICollection<string> taken) => key switch
    {
        ECDsa { KeySize: 256 } => SecurityAlgorithms.EcdsaSha256,
        ECDsa { KeySize: 384 } => SecurityAlgorithms.EcdsaSha384,
        ECDsa => SecurityAlgorithms.EcdsaSha512,
        _ => taken.Contains(SecurityAlgorithms.RsaSsaPssSha256) ? SecurityAlgorithms.RsaSsaPssSha256 : SecurityAlgorithms.RsaSha256,
    };

    private string Assertion(AsymmetricAlgorithm key, ICollection<string> taken)
    {
        var now = clock.GetUtcNow();
        SecurityKey signing = key is ECDsa ec ? new ECDsaSecurityKey(ec) : new RsaSecurityKey((RSA)key);
        signing.KeyId = options.ClientKeyId.Length > 0 ? options.ClientKeyId : null;

        // A cached signer would outlive the key it was made for.
        signing.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = new SigningCredentials(signing, Algorithm(key, taken)),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["iss"] = options.ClientId,
                ["sub"] = options.ClientId,
                ["aud"] = options.Authority,
                ["jti"] = RandomNumberGenerator.GetHexString(32),
                ["iat"] = now.ToUnixTimeSeconds(),
                ["exp"] = (now + AssertionLifetime).ToUnixTimeSeconds(),
            },
        });
    }
}
