using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Identify.Authorities.Assertions;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>The public keys by which servers inside verify what the gateway asserts (RFC 7517).</summary>
internal static class AssertionEndpoints
{
    public const string Path = "/.well-known/jwks.json";

    // Well below the lead with which a new key is published.
    private const string Cached = "public, max-age=300";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet(Path, (HttpContext context, AssertionKeys keys) =>
        {
            context.Response.Headers.CacheControl = Cached;
            return Results.Json(
                new { keys = keys.Published.Select(key => new { kty = key.Kty, crv = key.Crv, x = key.X, y = key.Y, kid = key.Kid, use = key.Use, alg = key.Alg }) },
                contentType: "application/jwk-set+json");
        }).WithMetadata(new OpenToAllAttribute()).ExcludeFromDescription();
}
