using System.Text.Json.Serialization;

namespace RemoteDev.Cli.Gateway;

/// <summary>An error of OAuth (RFC 6749, section 5.2).</summary>
internal sealed record OAuthFault(
    [property: JsonPropertyName("error")] string Error, [property: JsonPropertyName("error_description")] string? Description);
