using System.Text.Json;

namespace RemoteDev.Gateway.Console.OAuth;

/// <summary>An error by its name (RFC 6749, section 5.2; RFC 8628, section 3.5; RFC 7009, section 2.2.1).</summary>
internal sealed record OAuthError(string Error, string Description, int Status = StatusCodes.Status400BadRequest)
{
    private const string RetrySeconds = "30";

    public static readonly OAuthError Client = new("invalid_client", "The one client here is remotedev-cli, without a secret.", StatusCodes.Status401Unauthorized);

    public static readonly OAuthError Foreign = Request("A page elsewhere made this request; these addresses are for programs.");

    public static readonly OAuthError Scope = new("invalid_scope", "Ask for ssh, git or both.");

    public static readonly OAuthError NoDoor = new("invalid_scope", "This gateway has no SSH door.");

    public static readonly OAuthError GrantType = new("unsupported_grant_type", "The one grant here is urn:ietf:params:oauth:grant-type:device_code.");

    public static readonly OAuthError Pending = new("authorization_pending", "Nobody has approved it yet.");

    public static readonly OAuthError SlowDown = new("slow_down", "Asked too soon. Wait five seconds longer from now on.");

    /// <summary>RFC 8628 has the word for those that ask again; whoever begins too often is told no other.</summary>
    public static readonly OAuthError Crowded = new("slow_down", "Too many wait.", StatusCodes.Status429TooManyRequests);

    public static readonly OAuthError Denied = new("access_denied", "It was denied at the portal.");

    public static readonly OAuthError Expired = new("expired_token", "Nobody approved it in time, or its outcome was told already.");

    public static readonly OAuthError BadDeviceCode = new("invalid_grant", "That is no device code.");

    public static readonly OAuthError NotNow = new(
        "temporarily_unavailable", "The gateway cannot answer at this moment. Try again in a minute.", StatusCodes.Status503ServiceUnavailable);

    public static OAuthError Request(string words) => new("invalid_request", words);

    /// <summary>Who is told to come back is told when.</summary>
    public Task WriteAsync(HttpContext context)
    {
        if (Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = RetrySeconds;
        }

        return WriteAsync(context, Status, new { error = Error, error_description = Description });
    }

    /// <summary>Answers in JSON that nobody keeps.</summary>
    public static Task WriteAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        return context.Response.WriteAsJsonAsync(body, body.GetType(), JsonSerializerOptions.Default, "application/json", context.RequestAborted);
    }
}
