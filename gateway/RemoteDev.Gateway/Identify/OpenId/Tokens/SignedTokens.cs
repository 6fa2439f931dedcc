using System.Buffers.Text;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RemoteDev.Gateway.Identify.OpenId.Wire;

namespace RemoteDev.Gateway.Identify.OpenId.Tokens;

/// <summary>
/// What every token of a provider must show, whatever it is for: a signature of an asymmetric algorithm by a key that the provider
/// publishes, its issuer, us as its audience, and a time that is now.
/// </summary>
internal sealed class SignedTokens(string name, OpenIdProviderOptions options, ProviderMetadata metadata, TimeProvider clock)
{
    /// <summary>Longer tokens are not looked at.</summary>
    public const int MaxLength = 32 << 10;

    /// <summary>All that may sign. Not "none", and no HS: a public key is nobody's secret.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxLength, MapInboundClaims = false };

    /// <summary>The token's claims, with its header, when everything holds.</summary>
    public async Task<OpenIdStep<SignedToken>> ReadAsync(string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: > 0 and <= MaxLength } || token.Count(c => c == '.') != 2
            || !TryPart(token.AsSpan(0, token.IndexOf('.', StringComparison.Ordinal)), out var header))
        {
            return Bad("is no signed token, or is too long");
        }

        if (header.Text("alg") is not { } algorithm || !Algorithms.Contains(algorithm, StringComparer.Ordinal))
        {
            return Bad($"is signed with {OpenIdFault.Foreign(header.Text("alg"))}, which is not accepted");
        }

        if (header.Has("crit"))
        {
            return Bad("demands what is not understood here (crit)");
        }

        if (!(await metadata.GetAsync(cancellationToken)).Passed(out var document, out var fault))
        {
            return fault;
        }

        var keyId = header.Text("kid");
        if (document.Named(keyId).Count == 0)
        {
            document = await metadata.RefreshAsync(document, cancellationToken);
        }

        var result = await _handler.ValidateTokenAsync(token, Demands(document.Named(keyId)));
        if (!result.IsValid)
        {
            return Bad($"does not hold ({result.Exception?.GetType().Name})");
        }

        var payload = token.AsSpan(token.IndexOf('.', StringComparison.Ordinal) + 1);
        return TryPart(payload[..payload.IndexOf('.')], out var claims)
            ? Timely(claims) is { } late ? late : Audience(claims) is { } foreign ? foreign : new SignedToken(algorithm, header, claims)
            : Bad("says something twice, or is not JSON");
    }

    private static bool TryPart(ReadOnlySpan<char> part, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ClaimSet? claims)
    {
        claims = null;
        try
        {
            return Base64Url.IsValid(part) && ClaimSet.TryParse(new UTF8Encoding(false, true).GetString(Base64Url.DecodeFromChars(part)), out claims);
        }
        catch (Exception unreadable) when (unreadable is FormatException or DecoderFallbackException)
        {
            return false;
        }
    }

    private TokenValidationParameters Demands(IReadOnlyList<SecurityKey> keys) => new()
    {
        ValidAlgorithms = Algorithms,
        ValidIssuer = options.Authority,
        ValidAudience = options.ClientId,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = false,
        IssuerSigningKeyResolver = (_, _, _, _) => keys,

#pragma warning disable CA5404 // Timely does it, with the gateway's own clock, and tells a wrong clock from a wrong token
        ValidateLifetime = false,
#pragma warning restore CA5404
    };

    private OpenIdFault? Timely(ClaimSet claims)
    {
        var (now, skew) = (clock.GetUtcNow(), options.TokenValidationParameters.ClockSkew);
        if (claims.Moment("iat") is not { } issued || (claims.Has("nbf") && claims.Moment("nbf") is null) || (claims.Has("exp") && claims.Moment("exp") is null))
        {
            return Bad("does not say when it was issued or until when it holds");
        }

        if (issued > now + skew || claims.Moment("nbf") > now + skew)
        {
            return new OpenIdFault(OpenIdFaultKind.ClockWrong, $"The token of {name} is from the future: issued {issued:O}, now {now:O}.");
        }

        return claims.Moment("exp") is { } until && until + skew <= now
            ? new OpenIdFault(OpenIdFaultKind.ClockWrong, $"The token of {name} expired at {until:O}; now {now:O}.")
            : null;
    }

    // Another audience beside us could use the token against us, unless the provider says that it was made for us (azp).
    private OpenIdFault? Audience(ClaimSet claims)
    {
        var audiences = claims.Texts("aud");
        if (!audiences.Contains(options.ClientId, StringComparer.Ordinal))
        {
            return Bad("is for somebody else (aud)");
        }

        if (claims.Has("azp") ? claims.Text("azp") != options.ClientId : audiences.Count > 1)
        {
            return Bad("was made for another client (azp)");
        }

        return null;
    }

    private OpenIdFault Bad(string what) => new(OpenIdFaultKind.BadAnswer, $"The token of {name} {what}.");
}
