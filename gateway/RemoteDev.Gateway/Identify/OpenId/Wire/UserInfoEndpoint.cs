using System.Net;
using RemoteDev.Gateway.Identify.OpenId.Tokens;

namespace RemoteDev.Gateway.Identify.OpenId.Wire;

/// <summary>Asks the provider for the claims of the person whose access token it is (OpenID Connect Core 1.0, 5.3).</summary>
internal sealed class UserInfoEndpoint(ProviderWire wire)
{
    /// <summary>The claims. Their subject is the one of the ID token, or they are somebody else's.</summary>
    public async Task<OpenIdStep<ClaimSet>> AskAsync(
        ProviderDocument document, string accessToken, string subject, CancellationToken cancellationToken)
    {
        var asked = await wire.GetAsync(document.Said.UserInfoEndpoint, accessToken, ProviderWire.MaxAnswer, cancellationToken);
        if (!asked.Passed(out var answer, out var fault))
        {
            return fault;
        }

        if (!answer.IsOk)
        {
            return new OpenIdFault(
                (int)answer.Status >= 500 ? OpenIdFaultKind.Unreachable
                    : answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? OpenIdFaultKind.GrantEnded : OpenIdFaultKind.BadAnswer,
                $"The userinfo endpoint answered {(int)answer.Status}.");
        }

        if (answer.ContentType != "application/json" || !ClaimSet.TryParse(answer.Body, out var claims))
        {
            return new OpenIdFault(OpenIdFaultKind.BadAnswer, "The userinfo endpoint answered what is not a JSON object.");
        }

        return string.Equals(claims.Text("sub"), subject, StringComparison.Ordinal)
            ? claims
            : new OpenIdFault(OpenIdFaultKind.BadAnswer, "The userinfo endpoint answered for somebody else (sub).");
    }
}
