using System.Runtime.CompilerServices;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Authorities.Assertions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Assertions;

/// <summary>
/// Tells a server inside who is asking, in a header that it can verify by the gateway's published keys and nobody outside can write. One
/// token serves the requests of a session for a while: a signature for each would cost more than the rest of a request.
/// </summary>
internal sealed class SessionAssertions(AssertionKeys keys, Func<CatalogSnapshot> catalog, GatewayOrigins origins, TimeProvider clock)
{
    /// <summary>What comes from outside under this name is removed by Listen, as all that begins with <c>X-RemoteDev</c>.</summary>
    public const string HeaderName = "X-RemoteDev-Assertion";

    /// <summary>How long a token is valid.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly ConditionalWeakTable<AccessSession, Held> _held = [];

    /// <summary>The token for a request of this session to that server, or null when no key signs: then the server is told nothing.</summary>
    /// <param name="audience">The only server that may take it: the environment's origin, or the address of the repository inside.</param>
    public string? For(Permitted permitted, string audience)
    {
        var now = clock.GetUtcNow();
        var version = catalog().Version;
        var mfa = permitted.Verified.Mfa;
        if (_held.TryGetValue(permitted.Session, out var held) && held.Serves(audience, mfa, version, now))
        {
            return held.Token;
        }

        if (keys.Sign(origins.Portal, audience, Life, Claims(permitted)) is not { } token)
        {
            return null;
        }

        _held.AddOrUpdate(permitted.Session, new Held(token, audience, mfa, version, now + (Life / 2)));
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
            ["amr"] = new[] { permitted.Verified.Mfa.Method },
            ["auth_time"] = permitted.Verified.Mfa.At.ToUnixTimeSeconds(),
        };
        if (catalog().People.TryGetValue(session.Login, out var person))
        {
            claims["name"] = person.DisplayName;
            claims["email"] = person.Email;
            claims["roles"] = person.Roles.ToArray();
            claims["employer"] = person.Vendor ?? "client";
        }

        return claims;
    }

    private sealed record Held(string Token, string Audience, MfaProof Mfa, long Version, DateTimeOffset RenewAt)
    {
        public bool Serves(string audience, MfaProof mfa, long version, DateTimeOffset now) =>
            now < RenewAt && Version == version && Mfa == mfa && Audience == audience;
    }
}
