using System.Collections.Immutable;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RemoteDev.Gateway.Identify.Authorities.Assertions;

/// <summary>
/// Signs what the gateway asserts to servers inside (ES256, RFC 7518) and says by which public keys it is verified. Which keys there are,
/// <see cref="AssertionRotation"/> says.
/// </summary>
internal sealed class AssertionKeys(TimeProvider clock)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    private ImmutableArray<AssertionKey> _keys = [];

    /// <summary>The key that signs at this moment, or null when there is none: then nothing is asserted.</summary>
    public AssertionKey? Current
    {
        get
        {
            var now = clock.GetUtcNow();
            return Keys.LastOrDefault(key => key.SignsFrom <= now && now < key.SignsUntil);
        }
    }

    /// <summary>Those that sign, have just signed or are about to.</summary>
    public IReadOnlyList<JsonWebKey> Published => [.. Keys.Select(key => key.Published)];

    private ImmutableArray<AssertionKey> Keys
    {
        get
        {
            var keys = _keys;
            return keys;
        }
    }

    /// <summary>From now on these, in the order in which they sign.</summary>
    public void Use(ImmutableArray<AssertionKey> keys) => ImmutableInterlocked.InterlockedExchange(ref _keys, keys);

    /// <summary>A signed token (RFC 7519) with these claims, or null when no key signs at this moment.</summary>
    public string? Sign(string issuer, string audience, TimeSpan life, IDictionary<string, object> claims)
    {
        if (Current is not { } key)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + life,
            Claims = claims,
            SigningCredentials = key.Credentials,
        });
    }
}
