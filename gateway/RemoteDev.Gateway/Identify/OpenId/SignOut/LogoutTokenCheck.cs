using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.OpenId.SignOut;

/// <summary>What a logout token must show (OpenID Connect Back-Channel Logout 1.0, 2.6), and that it did not come before.</summary>
internal sealed class LogoutTokenCheck(ISharedState shared, TimeProvider clock)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private const string Type = "logout+jwt";

    /// <summary>How old a token may be, whatever it says itself.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    /// <summary>Whose sign-ins the token ends, or why it is not believed.</summary>
    /// <exception cref="SharedStateException">It cannot be asked whether it came before.</exception>
    public async Task<OpenIdStep<LogoutClaims>> ReadAsync(OpenIdProvider provider, string? token, CancellationToken cancellationToken)
    {
        if (!(await provider.Tokens.ReadAsync(token, cancellationToken)).Passed(out var read, out var fault))
        {
            return fault;
        }

        var claims = read.Claims;
        if (read.Header.Text("typ") is { } type && type != Type && type != "JWT")
        {
            return Bad("is of another type (typ)");
        }

        if (!claims.IsObject("events", out var events) || !events.IsObject(Event, out _))
        {
            return Bad("says nothing of a logout (events)");
        }

        if (claims.Has("nonce"))
        {
            return Bad("has what only ID tokens have (nonce)");
        }

        var (subject, session) = (claims.Text("sub"), claims.Text("sid"));
        if ((subject is null && session is null) || (claims.Has("sub") && subject is null) || (claims.Has("sid") && session is null))
        {
            return Bad("names nobody (sub, sid)");
        }

        if (claims.Text("jti") is not { } id || claims.Moment("iat") is not { } issued || clock.GetUtcNow() - issued > MaxAge)
        {
            return Bad("is too old, or has no name of its own (iat, jti)");
        }

        var key = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider.Name}\n{id}")));
        return await shared.FindAsync(new SharedKey(SharedKind.OpenIdLogout, key), cancellationToken) is null
            ? new LogoutClaims(subject, session, key)
            : Bad("came before (jti)");
    }

    /// <summary>
    /// Spends the token, once what it asks for is done: a provider that had no answer sends the same one again. Of two who come with it
    /// at once both end the same sign-ins, which is ending them once.
    /// </summary>
    /// <exception cref="SharedStateException">It cannot be said that it came.</exception>
    public async Task SpendAsync(LogoutClaims claims, CancellationToken cancellationToken) =>
        // As long as it would be taken for new.
        await shared.TryAddAsync(new SharedKey(SharedKind.OpenIdLogout, claims.Token), ReadOnlyMemory<byte>.Empty, 3 * MaxAge, [], cancellationToken);

    private static OpenIdFault Bad(string what) => new(OpenIdFaultKind.BadAnswer, $"The logout token {what}.");
}
