using System.Globalization;
using RemoteDev.Gateway.Identify.OpenId.Attempts;

namespace RemoteDev.Gateway.Identify.OpenId.Wire;

/// <summary>What a provider is asked for by way of the browser (OpenID Connect Core 1.0, 3.1.2.1).</summary>
internal static class AuthorizationRequest
{
    public static Dictionary<string, string> Of(OpenIdProviderOptions options, string redirectUri, SignInAttempt attempt, ConfirmationAsked? confirmation)
    {
        string[] more = options.Scope.Length > 0 ? options.Scope : ["profile", "email"];
        var request = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = options.ClientId,
            ["redirect_uri"] = redirectUri,
            ["scope"] = string.Join(' ', more.Prepend("openid").Distinct(StringComparer.Ordinal)),
            ["state"] = attempt.State,
            ["nonce"] = attempt.Nonce,
            ["code_challenge"] = attempt.Challenge,
            ["code_challenge_method"] = "S256",
        };
        if (options.ResponseMode != "query")
        {
            request["response_mode"] = options.ResponseMode;
        }

        var prompt = confirmation is null ? options.Prompt : options.ConfirmPrompt;
        if (prompt.Length > 0)
        {
            request["prompt"] = prompt;
        }

        if ((confirmation is null ? options.MaxAge : options.ConfirmMaxAge) is { } age)
        {
            request["max_age"] = ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (confirmation is { Contexts.IsEmpty: false })
        {
            request["acr_values"] = string.Join(' ', confirmation.Contexts);
        }

        if (confirmation is { Hint.Length: > 0 })
        {
            request["login_hint"] = confirmation.Hint;
        }

        return request;
    }
}
