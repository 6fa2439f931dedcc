using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace RemoteDev.Gateway.Identify.Authorities.Assertions;

/// <summary>A key on P-256 with the time in which it signs. It is published before that time and after it.</summary>
internal sealed class AssertionKey
{
    public AssertionKey(int generation, ECDsa key, DateTimeOffset signsFrom, DateTimeOffset signsUntil)
    {
        (Generation, SignsFrom, SignsUntil) = (generation, signsFrom, signsUntil);
        var secret = new ECDsaSecurityKey(key);
        var parts = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(secret);

        // RFC 7638: the id follows from the key, so that it names one key everywhere.
        secret.KeyId = Base64UrlEncoder.Encode(parts.ComputeJwkThumbprint());
        Credentials = new SigningCredentials(secret, SecurityAlgorithms.EcdsaSha256);
        Published = new JsonWebKey { Kty = parts.Kty, Crv = parts.Crv, X = parts.X, Y = parts.Y, Kid = secret.KeyId, Use = "sig", Alg = SecurityAlgorithms.EcdsaSha256 };
    }

    public int Generation { get; }

    public DateTimeOffset SignsFrom { get; }

    public DateTimeOffset SignsUntil { get; }

    /// <summary>By which it is known to whoever verifies.</summary>
    public string Id => Published.Kid;

    public SigningCredentials Credentials { get; }

    /// <summary>The public half (RFC 7517).</summary>
    public JsonWebKey Published { get; }
}
