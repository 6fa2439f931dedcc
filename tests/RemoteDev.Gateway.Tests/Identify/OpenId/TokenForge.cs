using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>Makes tokens by hand, also such as no library would make.</summary>
internal sealed class TokenForge : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RSA _short = RSA.Create(1024);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string KeyId { get; set; } = "k1";

    public JsonObject Jwks(params string[] ids)
    {
        var keys = new JsonArray();
        foreach (var id in ids.DefaultIfEmpty(KeyId))
        {
            keys.Add(Rsa(_rsa, id));
        }

        var ec = _ec.ExportParameters(includePrivateParameters: false);
        keys.Add(new JsonObject { ["kty"] = "EC", ["use"] = "sig", ["kid"] = "e1", ["crv"] = "P-256", ["x"] = Text(ec.Q.X!), ["y"] = Text(ec.Q.Y!) });
        keys.Add(Rsa(_short, "short"));

        // A symmetric key that everybody can read is no key; some provider publishes one all the same.
        keys.Add(new JsonObject { ["kty"] = "oct", ["use"] = "sig", ["kid"] = "o1", ["k"] = Text(new byte[64]) });
        return new JsonObject { ["keys"] = keys };
    }

    public string Sign(JsonObject payload, string algorithm = "RS256", string? keyId = null, string? type = null)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = keyId ?? KeyId };
        if (type is not null)
        {
            header["typ"] = type;
        }

        return Sign(header.ToJsonString(), payload.ToJsonString(), algorithm);
    }

    /// <summary>Signs what it is given, JSON or not.</summary>
    public string Sign(string header, string payload, string algorithm)
    {
        var content = $"{Text(Encoding.UTF8.GetBytes(header))}.{Text(Encoding.UTF8.GetBytes(payload))}";
        var bytes = Encoding.ASCII.GetBytes(content);
        var signature = algorithm switch
        {
            "none" => "",
            "RS256" when header.Contains("short", StringComparison.Ordinal) => Text(_short.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            "RS256" => Text(_rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            "PS256" => Text(_rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
            "ES256" => Text(_ec.SignData(bytes, HashAlgorithmName.SHA256)),

            // With the public key as if it were a secret, in the two spellings that were accepted somewhere; and with the published secret.
            "HS256" when header.Contains("o1", StringComparison.Ordinal) => Text(HMACSHA256.HashData(new byte[64], bytes)),
            "HS256" => Text(HMACSHA256.HashData(Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), bytes)),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };
        return $"{content}.{signature}";
    }

    public void Dispose()
    {
        _rsa.Dispose();
        _short.Dispose();
        _ec.Dispose();
    }

    public static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static JsonObject Rsa(RSA key, string id)
    {
        var parts = key.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = id, ["n"] = Text(parts.Modulus!), ["e"] = Text(parts.Exponent!) };
    }
}
