using System.Net;
using RemoteDev.Gateway.Identify.OpenId.Tokens;

namespace RemoteDev.Gateway.Identify.OpenId.Wire;

/// <summary>The questions that the gateway must prove itself for: codes and refresh tokens against tokens, and pushed requests.</summary>
internal sealed class TokenEndpoint(ProviderWire wire, ClientAuthentication client)
{
    private const int MaxReference = 2048;

    public Task<OpenIdStep<TokenAnswer>> ExchangeAsync(
        ProviderDocument document, string code, string verifier, string redirectUri, CancellationToken cancellationToken) => AskAsync(
        document,
        new(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["code_verifier"] = verifier, ["redirect_uri"] = redirectUri,
        },
        cancellationToken);

    public Task<OpenIdStep<TokenAnswer>> RefreshAsync(ProviderDocument document, string refreshToken, CancellationToken cancellationToken) =>
        AskAsync(document, new(StringComparer.Ordinal) { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken);

    /// <summary>Pushes what is asked for (RFC 9126) and answers its name.</summary>
    public async Task<OpenIdStep<string>> PushAsync(ProviderDocument document, IDictionary<string, string> request, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>(request, StringComparer.Ordinal);
        if (!client.Prove(document, form).Passed(out var header, out var fault)
            || !(await wire.PostAsync(document.Said.PushedAuthorizationRequestEndpoint, form, header.Basic, cancellationToken)).Passed(out var answer, out fault))
        {
            return fault;
        }

        if (answer.Status is not (HttpStatusCode.Created or HttpStatusCode.OK))
        {
            return Refused("the pushed request", answer);
        }

        return ClaimSet.TryParse(answer.Body, out var members) && members.Text("request_uri") is { Length: <= MaxReference } reference
            ? reference
            : new OpenIdFault(OpenIdFaultKind.BadAnswer, "The provider took the pushed request and gave it no name.");
    }

    private static OpenIdFault Refused(string what, ProviderAnswer answer)
    {
        if ((int)answer.Status >= 500)
        {
            return new OpenIdFault(OpenIdFaultKind.Unreachable, $"The provider answered {what} with {(int)answer.Status}.");
        }

        // RFC 6749, 5.2.
        var error = ClaimSet.TryParse(answer.Body, out var members) ? members.Text("error") : null;
        var words = $"The provider refused {what}: {(int)answer.Status} {OpenIdFault.Foreign(error)}.";
        return new OpenIdFault(
            error switch
            {
                "invalid_grant" => OpenIdFaultKind.GrantEnded,
                "invalid_client" or "unauthorized_client" => OpenIdFaultKind.ClientRefused,
                "temporarily_unavailable" or "slow_down" => OpenIdFaultKind.Unreachable,
                _ when answer.Status is HttpStatusCode.Unauthorized => OpenIdFaultKind.ClientRefused,
                _ when answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout => OpenIdFaultKind.Unreachable,
                _ => OpenIdFaultKind.BadAnswer,
            },
            words);
    }

    private async Task<OpenIdStep<TokenAnswer>> AskAsync(ProviderDocument document, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        if (!client.Prove(document, form).Passed(out var header, out var fault)
            || !(await wire.PostAsync(document.Said.TokenEndpoint, form, header.Basic, cancellationToken)).Passed(out var answer, out fault))
        {
            return fault;
        }

        if (!answer.IsOk)
        {
            return Refused("the request for tokens", answer);
        }

        return ClaimSet.TryParse(answer.Body, out var members)
            && members.LongText("access_token") is { Length: <= SignedTokens.MaxLength } accessToken
            && string.Equals(members.Text("token_type"), "Bearer", StringComparison.OrdinalIgnoreCase)
                ? new TokenAnswer(accessToken, members.LongText("id_token"), Bounded(members.LongText("refresh_token")))
                : new OpenIdFault(OpenIdFaultKind.BadAnswer, "The provider's answer to the request for tokens has no bearer token.");
    }

    private static string? Bounded(string? token) => token is { Length: <= 8 << 10 } ? token : null;
}
