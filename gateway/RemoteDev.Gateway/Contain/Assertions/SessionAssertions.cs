using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Authorities.Assertions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Assertions;

/// <summary>
/// Tells a server inside who is asking, in a header that it can verify by the gateway's published keys and nobody outside can write. One
/// token serves the requests of a session to one server for a while: a signature for each would cost more than the rest of a request.
/// </summary>
internal sealed class SessionAssertions(AssertionKeys keys, Func<CatalogSnapshot> catalog, GatewayOrigins origins, TimeProvider clock)
{
    /// <summary>What comes from outside under this name is removed by Listen, as all that begins with <c>X-RemoteDev</c>.</summary>
    public const string HeaderName = "X-RemoteDev-Assertion";

    /// <summary>How long a token is valid.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    // One session asks an environment and some repositories; who asks more of them gets a signature more often.
    private const int MostOfOneSession = 64;

    private readonly ConditionalWeakTable<AccessSession, ConcurrentDictionary<Reader, Held>> _held = [];

    /// <summary>The token for a request of this session to that server, or null when no key signs: then the server is told nothing.</summary>
    /// <param name="audience">The only server that may take it: the environment's origin, or the address of the repository inside.</param>
    public string? For(Permitted permitted, string audience)
    {
        var now = clock.GetUtcNow();
        var version = catalog().Version;
        var mfa = permitted.Verified.Factor;
        var reader = new Reader(audience, permitted.Verified.Identified.Origin);
        var ofSession = _held.GetOrCreateValue(permitted.Session);
        if (ofSession.TryGetValue(reader, out var held) && held.Serves(mfa, version, now))
        {
            return held.Token;
        }

        if (keys.Sign(origins.Portal, audience, Life, Claims(permitted)) is not { } token)
        {
            return null;
        }

        if (ofSession.Count >= MostOfOneSession)
        {
            ofSession.Clear();
        }

        ofSession[reader] = new Held(token, mfa, version, now + (Life / 2));
        return token;
    }

    private Dictionary<string, object> Claims(Permitted permitted)
    {
        var (session, identified) = (permitted.Session, permitted.Verified.Identified);
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = session.Login,
            ["sid"] = session.Id,
            ["origin"] = identified.Origin == RequestOrigin.Inside ? "inside" : "outside",
        };

        // A service account has no factor, and the server inside is told so by not being told of one.
        if (permitted.Verified.Factor is { } factor)
        {
            claims["amr"] = new[] { factor.Method };
            claims["auth_time"] = factor.At.ToUnixTimeSeconds();
        }

        if (catalog().People.TryGetValue(session.Login, out var person))
        {
            claims["name"] = person.DisplayName;
            claims["email"] = person.Email;
            claims["roles"] = person.Roles.ToArray();
            claims["employer"] = person.Vendor ?? "client";
        }

        return claims;
    }

    private readonly record struct Reader(string Audience, RequestOrigin Origin);

    private sealed record Held(string Token, MfaProof? Mfa, long Version, DateTimeOffset RenewAt)
    {
        public bool Serves(MfaProof? mfa, long version, DateTimeOffset now) => now < RenewAt && Version == version && Mfa == mfa;
    }
}
