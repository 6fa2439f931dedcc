using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using RemoteDev.Gateway.Identify.OpenId.Attempts;

namespace RemoteDev.Gateway.Identify.OpenId.Tokens;

/// <summary>What an ID token must show beyond <see cref="SignedTokens"/> (OpenID Connect Core 1.0, 3.1.3.7 and 12.2).</summary>
internal sealed class IdTokenCheck(string name, OpenIdProviderOptions options, SignedTokens tokens, TimeProvider clock)
{
    private const int MaxSubject = 255;

    /// <summary>The claims of the token of a new sign-in.</summary>
    /// <param name="attempt">What this sign-in was begun with.</param>
    /// <param name="accessToken">What came with it.</param>
    public async Task<OpenIdStep<ClaimSet>> OfSignInAsync(string? idToken, SignInAttempt attempt, string accessToken, CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(idToken, accessToken, cancellationToken)).Passed(out var claims, out var fault))
        {
            return fault;
        }

        return !Same(claims.Text("nonce"), attempt.Nonce) ? Bad("is not the one of this sign-in (nonce)") : WhenShown(claims, attempt) is { } untimely ? untimely : claims;
    }

    /// <summary>The claims of a token that came with a refresh, which must be of the same person.</summary>
    public async Task<OpenIdStep<ClaimSet>> OfRefreshAsync(string idToken, string subject, string accessToken, CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(idToken, accessToken, cancellationToken)).Passed(out var claims, out var fault))
        {
            return fault;
        }

        return Same(claims.Text("sub"), subject) ? claims : Bad("is somebody else's (sub)");
    }

    private static bool Same(string? one, string other) =>
        one is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private async Task<OpenIdStep<ClaimSet>> ReadAsync(string? idToken, string accessToken, CancellationToken cancellationToken)
    {
        if (!(await tokens.ReadAsync(idToken, cancellationToken)).Passed(out var token, out var fault))
        {
            return fault;
        }

        if (token.Claims.Moment("exp") is null)
        {
            return Bad("has no end (exp)");
        }

        if (token.Claims.Text("sub") is not { Length: <= MaxSubject } subject || subject.Any(c => c is < ' ' or > '~'))
        {
            return Bad("names nobody (sub)");
        }

        return !token.Claims.Has("at_hash") || Same(token.Claims.Text("at_hash"), HalfHash(token.Algorithm, accessToken))
            ? token.Claims
            : Bad("belongs to another access token (at_hash)");
    }

    // A provider need not heed max_age or prompt: what counts is what it says under its signature of when it asked.
    private OpenIdFault? WhenShown(ClaimSet claims, SignInAttempt attempt)
    {
        var (now, skew) = (clock.GetUtcNow(), options.TokenValidationParameters.ClockSkew);
        var shown = claims.Moment("auth_time");
        if (shown > now + skew)
        {
            return new OpenIdFault(OpenIdFaultKind.ClockWrong, $"{name} says that the person showed themselves at {shown:O} (auth_time); now {now:O}.");
        }

        if (attempt.Confirms is not null && !(shown >= attempt.BegunAt - options.ConfirmMaxAge - skew))
        {
            return new OpenIdFault(
                OpenIdFaultKind.NotAskedAgain, $"{name} says {(shown is null ? "nothing" : $"{shown:O}")} of when the person showed themselves (auth_time), who set out to confirm at {attempt.BegunAt:O}.");
        }

        return options.MaxAge is not { } most ? null
            : shown is null ? Bad("does not say when the person showed themselves (auth_time)")
            : now - shown > most + skew ? new OpenIdFault(OpenIdFaultKind.TooLongAgo, $"The person showed themselves to {name} at {shown:O}, which is longer ago than {most:c}.") : null;
    }

    private static string HalfHash(string algorithm, string accessToken)
    {
        var ascii = Encoding.ASCII.GetBytes(accessToken);
        var digest = algorithm[^3..] switch
        {
            "256" => SHA256.HashData(ascii),
            "384" => SHA384.HashData(ascii),
            _ => SHA512.HashData(ascii),
        };
        return Base64Url.EncodeToString(digest.AsSpan(0, digest.Length / 2));
    }

    private OpenIdFault Bad(string what) => new(OpenIdFaultKind.BadAnswer, $"The ID token of {name} {what}.");
}
